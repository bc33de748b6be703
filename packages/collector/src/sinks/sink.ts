/**
 * A sink makes one attempt and says exactly which records failed and why. Delivery owns batching, retries,
 * back-off, time limits, cursors, dead letters and counting.
 */
import type { LogRange, StoredRecord } from '../log/log.js'

/** Limits a batch, and how long delivery may wait to fill it. */
export interface BatchPolicy {
  readonly records: number
  readonly bytes: number
  /** The oldest record may wait this many milliseconds for a fuller batch. 0 delivers at once. */
  readonly linger: number
  /**
   * When this many records wait already, the oldest may wait for this `linger` instead. It is for sinks whose
   * rows cost less in larger batches.
   */
  readonly busy?: { readonly records: number; readonly linger: number }
  /** One write may take this many milliseconds. */
  readonly timeout: number
  /** Delivery records the range durably before `write`, so that a crash sends exactly this batch again. */
  readonly claim: boolean
}

export interface SinkBatch {
  /** Identifies the log, so that object names of two logs never collide. */
  readonly log: string
  /** The batch covers this range of the log. It may hold fewer records, when types are filtered out. */
  readonly range: LogRange
  /** Records are in the order of the log and frozen. */
  readonly records: readonly StoredRecord[]
}

/** Lists why a record could not be stored. */
export const sinkFailures = [
  'rejected',
  'too_large',
  'partition_refused',
  'throttled',
  'unavailable',
] as const

/**
 * Says why a record could not be stored. Records that were `rejected`, that are `too_large`, or whose
 * partition refuses every record until an operator changes it (`partition_refused`) become dead letters at
 * once, so that others pass; `throttled` and `unavailable` ones are tried again.
 */
export type SinkFailure = (typeof sinkFailures)[number]

/** Lists the failures after which a record is tried again. */
export const retryableFailures = ['throttled', 'unavailable'] as const satisfies readonly SinkFailure[]

export type RetryableFailure = (typeof retryableFailures)[number]

export const isRetryable = (code: SinkFailure): code is RetryableFailure =>
  (retryableFailures as readonly SinkFailure[]).includes(code)

/** Describes a store in which each partition that a batch touches costs work of its own. */
export interface Partitions {
  /** Names the partition that a record goes to, such as a daily index or the folder of an hour. */
  of(record: StoredRecord): string | number
  /** One attempt touches at most this many, so that it ends within its time limit whatever times events have. */
  readonly perAttempt: number
}

export interface WriteResult {
  /** Holds indices into `batch.records`. All other records are durable. */
  readonly failed: readonly { readonly index: number; readonly code: SinkFailure }[]
}

/** Selects the records of one tenant whose field has one of the values. */
export interface Selector {
  readonly tenantId: string
  readonly field: 'session_id' | 'user'
  /** For a person these are all pseudonyms of the id, under the tenant's current secret and former ones. */
  readonly values: readonly string[]
}

export interface ErasureCount {
  /** Counts the events that were removed. */
  readonly records: number
  /** Counts the objects that were rewritten or removed, in a store that has objects. */
  readonly objects?: number
  /** Is false when the store keeps bytes of what was removed, and nobody knows for how long. */
  readonly expunged?: boolean
  /** Names the parts of the store that keep bytes of what was removed until `expunge` has run. */
  readonly touched?: readonly string[]
}

export interface Sink {
  /**
   * Identifies the sink among all that are configured: it names the reader of the log and the label in
   * metrics.
   */
  readonly name: string
  readonly type: string
  readonly policy: BatchPolicy
  /** Delivery splits a batch by these into several writes of the same range, the newest partitions first. */
  readonly partitions?: Partitions
  open(signal: AbortSignal): Promise<void>
  /**
   * Says up to which sequence number of a log the store has everything; undefined when it cannot tell. It is
   * asked once the sink is open: a file may be lost, or restored from a backup. A sink that has this function
   * is also given batches without records, so that it knows of every range.
   */
  position?(log: string): Promise<number | undefined>
  /**
   * Makes one attempt. A record can come twice, so a sink writes by `record.id`.
   *
   * @returns which records failed; all others are durable
   * @throws when no record can be assumed stored; the same batch comes again
   */
  write(batch: SinkBatch, signal: AbortSignal): Promise<WriteResult>
  /**
   * Removes the selected records, so that nothing of them can be read. Delivery calls it between two writes,
   * and again after a failure or a restart. It is no error when they are gone already.
   */
  erase?(selector: Selector, signal: AbortSignal): Promise<ErasureCount>
  /**
   * Removes the bytes that an erasure has left in the store. It runs beside writes.
   *
   * @param touched as `erase` returned it
   * @returns whether nothing is left
   */
  expunge?(touched: readonly string[], signal: AbortSignal): Promise<boolean>
  /**
   * Removes a tenant's records with an earlier event time. A store that expires records by itself has no such
   * function.
   *
   * @param before epoch milliseconds
   */
  expire?(tenantId: string, before: number, signal: AbortSignal): Promise<ErasureCount>
  close(): Promise<void>
}
