/**
 * A sink makes one attempt and says exactly which records failed and why. Fan-out owns batching,
 * retry, back-off, time limits, cursors, dead letters and counting.
 */
import type { LogRange, StoredRecord } from '../log/log.js'

/** What a batch may be at most, and how long fan-out may wait to fill it. */
export interface BatchPolicy {
  readonly records: number
  readonly bytes: number
  /** Milliseconds that the oldest record may wait for a fuller batch; 0 delivers at once. */
  readonly linger: number
  /** When this many records wait already, the oldest may wait `linger` instead: for sinks whose rows get cheaper in larger batches. */
  readonly busy?: { readonly records: number; readonly linger: number }
  /** Time limit of one write, milliseconds. */
  readonly timeout: number
  /** The range is recorded durably before `write`, so that a crash re-sends exactly this batch. */
  readonly claim: boolean
}

export interface SinkBatch {
  /** Id of the log: object names of two logs never collide. */
  readonly log: string
  /** The log range that the batch covers; it may hold fewer records (filtered types). */
  readonly range: LogRange
  /** In log order, frozen. */
  readonly records: readonly StoredRecord[]
}

/** Why one record could not be stored. `rejected` and `too_large` go to the dead letters at once; `throttled` and `unavailable` are tried again. */
export type SinkFailure = 'rejected' | 'too_large' | 'throttled' | 'unavailable'

export interface WriteResult {
  /** Indices into `batch.records`; all others are durable. */
  readonly failed: readonly { readonly index: number; readonly code: SinkFailure }[]
}

/** Whose records: of one tenant, those whose field has one of the values. */
export interface Selector {
  readonly tenantId: string
  readonly field: 'session_id' | 'user'
  /** Of a person all pseudonyms that the tenant's secrets, old ones too, make of the id. */
  readonly values: readonly string[]
}

export interface ErasureCount {
  /** Events removed. */
  readonly records: number
  /** Objects that were rewritten or removed, where the store has objects. */
  readonly objects?: number
}

export interface Sink {
  /** Unique among the configured sinks: the reader's name in the log and the label in metrics. */
  readonly name: string
  readonly type: string
  readonly policy: BatchPolicy
  open(signal: AbortSignal): Promise<void>
  /**
   * One attempt. A record can come twice: write by `record.id`. Resolves: all that are not in `failed`
   * are durable. Rejects: none is assumed stored, the same batch comes again.
   */
  write(batch: SinkBatch, signal: AbortSignal): Promise<WriteResult>
  /**
   * Removes what the selector names; afterwards nothing of it can be read. Fan-out calls it between two writes,
   * never during one, and again after a failure or a restart: what is gone already is no error.
   */
  erase?(selector: Selector, signal: AbortSignal): Promise<ErasureCount>
  /** Removes a tenant's records with an event time before `before` (epoch milliseconds). Undefined when the store expires them by itself. */
  expire?(tenantId: string, before: number, signal: AbortSignal): Promise<ErasureCount>
  close(): Promise<void>
}
