/**
 * The durable log: everything the collector has acknowledged and not yet delivered to every sink.
 *
 * Invariants every implementation keeps:
 *  1. `append` resolves only when its records are on disk (flushed, not merely written).
 *  2. The check for a duplicate and the append are one transaction; an id of a tenant is stored once
 *     for as long as it is remembered (`dedupeDays`).
 *  3. Sequences are positive integers that grow by one per stored record and are never reused.
 *  4. A reader's cursor only moves forward, and only by `commit`.
 *  5. A claimed range is read again exactly as claimed until it is committed, also after a crash.
 *
 * Nothing outside this folder may know which implementation it has.
 */

/** What the log keeps of a record beside its bytes, so that a sink can route it without parsing. */
export interface RecordHeader {
  /** The event id, a ULID in upper case: the key for exactly-once. */
  readonly id: string
  readonly tenantId: string
  /** The event type, one of the catalogue. */
  readonly event: string
  /** Event time, milliseconds since the epoch, UTC. */
  readonly time: number
  /** Time of receipt, milliseconds since the epoch, UTC. */
  readonly receivedAt: number
  /** Whether the record holds a field of privacy class `text` (already redacted). */
  readonly hasText: boolean
}

export interface NewRecord extends RecordHeader {
  /** The sanitized, enriched event as UTF-8 JSON, one object, no newline. */
  readonly bytes: Uint8Array
}

export interface StoredRecord extends NewRecord {
  readonly sequence: number
}

/** Both ends inclusive. */
export interface LogRange {
  readonly from: number
  readonly to: number
}

export interface LogBatch {
  readonly range: LogRange
  /** In log order. */
  readonly records: readonly StoredRecord[]
}

export interface ReadLimit {
  readonly records: number
  readonly bytes: number
}

export type AppendResult = 'stored' | 'duplicate'

export interface LogStats {
  /** Records not yet trimmed. */
  readonly records: number
  /** Bytes of records not yet trimmed. */
  readonly bytes: number
  /** Last sequence given out; 0 for an empty log. */
  readonly head: number
}

export interface ReaderStats {
  /** Records appended and not committed by this reader. */
  readonly lagRecords: number
  /** Age of the oldest uncommitted record in seconds; 0 when there is none. */
  readonly lagSeconds: number
}

export interface Log {
  /** Random, made with the store: tells object names of two logs apart. `[0-9a-z]{8}`. */
  readonly id: string
  /**
   * One result per record, in order. A second record with the same tenant and id, in this call or any
   * earlier one, is a `duplicate`.
   * @throws LogFullError when the configured size or the disk is exhausted; nothing was stored.
   */
  append(records: readonly NewRecord[]): Promise<readonly AppendResult[]>
  /** Makes a reader known; a new reader begins at the oldest record still kept. Idempotent. */
  openReader(reader: string): Promise<void>
  /** The next batch after the cursor (or the claimed range, whole); undefined when there is none. */
  read(reader: string, limit: ReadLimit): LogBatch | undefined
  /** Records durably that `range` is being delivered, so that a crash re-sends exactly it. */
  claim(reader: string, range: LogRange): Promise<void>
  /** Moves the cursor behind `range` and drops the claim. Need not be flushed: a lost commit only re-sends. */
  commit(reader: string, range: LogRange): Promise<void>
  /** Resolves when every commit made before is on disk: from then on a crash re-sends nothing of it. */
  flush(): Promise<void>
  /** Records from a sequence on, of no reader; undefined when none are kept there. May begin later than asked. */
  scan(from: number, limit: ReadLimit): LogBatch | undefined
  /** Forgets a reader that is no longer configured, so that it does not hold back `trim`. */
  dropReader(reader: string): Promise<void>
  readers(): readonly string[]
  /** Frees what every reader has committed and ids older than `dedupeDays`. Returns records freed. */
  trim(now: number): Promise<number>
  /** Overwrites what was freed before, so that none of its bytes can be found in the store's files. */
  scrub(): Promise<void>
  stats(): LogStats
  readerStats(reader: string, now: number): ReaderStats
  /** Calls back after each append that stored something. Returns the unsubscribe function. */
  onAppend(listener: () => void): () => void
  close(): Promise<void>
}

/** The log cannot take more now; the answer is 503 with `Retry-After`. */
export class LogFullError extends Error {
  override readonly name = 'LogFullError'
  constructor(readonly reason: 'limit' | 'disk') {
    super(reason === 'limit' ? 'the log has reached its configured size' : 'the disk of the log is full')
  }
}
