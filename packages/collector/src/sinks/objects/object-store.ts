/**
 * Where objects are kept: a bucket or a folder. Keys are relative to it, and `/` separates their parts. Errors of a store
 * carry a code and no value.
 */

/** The bytes of an object, in pieces. They can be read once. */
export type ObjectBody = AsyncIterable<Uint8Array>

/** One version of an object, the only one in a store that keeps no old versions. */
export interface ObjectVersion {
  readonly key: string
  /** Identifies the version in a store that keeps old ones. */
  readonly version?: string
  /** False when readers get this version only by asking for it. */
  readonly isCurrent: boolean
  /** Epoch milliseconds. */
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
