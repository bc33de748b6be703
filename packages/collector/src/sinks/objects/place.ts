/**
 * Where objects are kept: a bucket or a folder. Keys are relative to it and have `/` between their parts.
 * Every error that leaves a place is reduced to a name or code.
 */

/** What an object is made of, in pieces; read once. */
export type ObjectBody = AsyncIterable<Uint8Array>

/** One version of an object. */
export interface ObjectEntry {
  readonly key: string
  /** When the place keeps old versions: which one this is. */
  readonly version?: string
  /** False for a version that a reader gets only by asking for it. */
  readonly current: boolean
  /** Epoch milliseconds. */
  readonly modified: number
}

export interface ObjectPlace {
  /** Throws what stands in the way of using the place. */
  open(signal: AbortSignal): Promise<void>
  /** The object appears whole or not at all, and takes the place of one with the same key. Resolves when it is durable. */
  write(key: string, body: ObjectBody, signal: AbortSignal): Promise<void>
  /** Everything below `prefix`, which ends with a slash; old versions too, where there are any. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<ObjectEntry>
  read(entry: ObjectEntry, signal: AbortSignal): Promise<ObjectBody>
  /** As `write`; afterwards what the entry held can no longer be read. */
  replace(entry: ObjectEntry, body: ObjectBody, signal: AbortSignal): Promise<void>
  /** Afterwards what the entry held can no longer be read. Gone already is no error. */
  remove(entry: ObjectEntry, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
