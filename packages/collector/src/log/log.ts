/**
 * The durable log holds everything that the collector has acknowledged and not yet delivered to every sink.
 *
 * Every implementation keeps these invariants:
 *  1. `append` resolves only when its records are on disk (flushed, not merely written).
 *  2. The check for a duplicate and the append are one transaction; an id of a tenant is stored once
 *     for as long as it is remembered (`dedupeDays`).
 *  3. Sequence numbers are positive integers that grow by one per stored record and are never reused.
 *  4. A reader's cursor only moves forward, by `commit`, unless its store has lost what it had: `rewind`.
 *  5. A claimed range is read again exactly as claimed until it is committed, also after a crash.
 *
 * Nothing outside this folder may know which implementation is in use.
 */

/**
 * The log stores this beside the bytes of a record, so that a sink can route the record without parsing it.
 */
export interface RecordHeader {
  /** Holds the event id, a ULID in upper case, by which duplicates are recognized. */
  readonly id: string
  readonly tenantId: string
  /** Holds the event type, which is one of the catalogue. */
  readonly event: string
  /** Holds the event time in milliseconds since the epoch. */
  readonly time: number
  /** Holds the time of receipt in milliseconds since the epoch. */
  readonly receivedAt: number
  /** Says whether the record holds a field of privacy class `text`, which is redacted already. */
  readonly hasText: boolean
}

export interface NewRecord extends RecordHeader {
  /** Holds the sanitized, enriched event as UTF-8 JSON: one object without a newline. */
  readonly bytes: Uint8Array
}

export interface StoredRecord extends NewRecord {
  readonly sequence: number
}

/** A range of sequence numbers that includes both ends. */
export interface LogRange {
  readonly from: number
  readonly to: number
}

export interface LogBatch {
  readonly range: LogRange
  /** Holds the records in log order. */
  readonly records: readonly StoredRecord[]
}

export interface ReadLimit {
  readonly records: number
  readonly bytes: number
}

export type AppendResult = 'stored' | 'duplicate'

export interface LogStats {
  /** Counts the records that are not trimmed. */
  readonly records: number
  /** Counts the bytes of the records that are not trimmed. */
  readonly bytes: number
  /** Holds the last sequence number that was given to a record; 0 for an empty log. */
  readonly head: number
}

export interface ReaderStats {
  /** Counts the records that are appended and not committed by this reader. */
  readonly lagRecords: number
  /** Says how old the oldest record is that is not committed, in seconds; 0 when there is none. */
  readonly lagSeconds: number
}

export interface Log {
  /**
   * Holds eight random characters of 0-9 and a-z that are made with the store. They distinguish the object
   * names of two logs.
   */
  readonly id: string
  /**
   * Stores records. A second record with the same tenant and id, in this call or an earlier one, is a
   * `duplicate`.
   *
   * @returns one result per record, in order
   * @throws LogFullError when the configured size or the disk is exhausted; nothing is stored then
   */
  append(records: readonly NewRecord[]): Promise<readonly AppendResult[]>
  /**
   * Registers a reader. A new reader begins at the oldest record that is in the log; a known one stays as it
   * is.
   */
  openReader(reader: string): Promise<void>
  /** Returns the next batch after the cursor, or the whole claimed range; undefined when there is none. */
  read(reader: string, limit: ReadLimit): LogBatch | undefined
  /** Does what `read` does, and lets the event loop serve connections meanwhile. */
  readInSlices(reader: string, limit: ReadLimit): Promise<LogBatch | undefined>
  /**
   * Stores durably that `range` is being delivered, so that exactly this range is delivered again after a
   * crash.
   */
  claim(reader: string, range: LogRange): Promise<void>
  /**
   * Moves the cursor behind `range` and drops the claim. It need not be flushed: a lost commit only sends
   * again.
   */
  commit(reader: string, range: LogRange): Promise<void>
  /**
   * Moves a cursor back, for a store that has lost what came after a sequence number. A claim is dropped.
   *
   * @param to the last sequence number that the store has
   * @returns what the store lacks and the log no longer has; undefined when it has all of it
   */
  rewind(reader: string, to: number): Promise<LogRange | undefined>
  /** Resolves when every commit made before is on disk: from then on a crash sends nothing of it again. */
  flush(): Promise<void>
  /**
   * Reads records without a reader. The batch begins later than requested when the first records are trimmed.
   *
   * @param from a sequence number
   * @returns undefined when there are no records from there on
   */
  scan(from: number, limit: ReadLimit): LogBatch | undefined
  /** Removes a reader that is no longer configured, so that it does not hold back `trim`. */
  dropReader(reader: string): Promise<void>
  readers(): readonly string[]
  /**
   * Frees what every reader has committed, and forgets ids older than `dedupeDays`.
   *
   * @param now milliseconds since the epoch
   * @returns how many records were freed
   */
  trim(now: number): Promise<number>
  /**
   * Makes what was freed before unreadable, so that none of its bytes can be found in the files of the store.
   *
   * @throws the reason of `signal` when it aborts before that is done
   */
  scrub(signal?: AbortSignal): Promise<void>
  stats(): LogStats
  readerStats(reader: string, now: number): ReaderStats
  /**
   * Calls back after each append that stored something.
   *
   * @returns unsubscribes the listener
   */
  onAppend(listener: () => void): () => void
  close(): Promise<void>
}

/** The log cannot store more now. The collector answers 503 with `Retry-After`. */
export class LogFullError extends Error {
  override readonly name = 'LogFullError'
  constructor(readonly reason: 'limit' | 'disk') {
    super(reason === 'limit' ? 'the log has reached its configured size' : 'the disk of the log is full')
  }
}
