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
  close(): Promise<void>
}
