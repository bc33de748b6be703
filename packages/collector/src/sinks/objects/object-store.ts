/**
 * An object store is a bucket or a folder. Keys are relative to it, and `/` separates their parts. Its errors
 * carry a code and no value.
 */

/** Holds the bytes of an object in pieces, which can be read once. */
export type ObjectBody = AsyncIterable<Uint8Array>

/** Names one version of an object. A store that keeps no old versions has one of each. */
export interface ObjectVersion {
  readonly key: string
  /** Identifies the version in a store that keeps old ones. */
  readonly version?: string
  /** False when readers get this version only by asking for it. */
  readonly isCurrent: boolean
  /** Is the time of the last change, in epoch milliseconds. */
  readonly modified: number
}

export interface ObjectStore {
  /** @throws when the store cannot be used. */
  open(signal: AbortSignal): Promise<void>
  /** Stores an object whole or not at all, in place of one with the same key. Resolves when it is durable. */
  put(key: string, body: ObjectBody, signal: AbortSignal): Promise<void>
  /** @param prefix ends with a slash. Old versions are listed too. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<ObjectVersion>
  get(version: ObjectVersion, signal: AbortSignal): Promise<ObjectBody>
  /** Stores as `put` does. Afterwards the version that was given can no longer be read. */
  replace(version: ObjectVersion, body: ObjectBody, signal: AbortSignal): Promise<void>
  /** Makes the version unreadable. It is no error when it is gone already. */
  remove(version: ObjectVersion, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
