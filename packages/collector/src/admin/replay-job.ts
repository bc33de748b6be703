/** A replay as it is stored: what is sent to which sink again, and how far it is. */
import { isObject } from '@hushlog/base'

export interface ReplayJob {
  readonly id: string
  readonly sink: string
  readonly what: 'dead_letters' | 'events'
  /**
   * Says where the records are read: events in the embedded store, or in the log when the store cannot
   * answer.
   */
  readonly source: 'dead_letters' | 'embedded' | 'log'
  readonly requested_at: string
  /** Holds the first time of receipt, or the first sequence number when events are replayed by number. */
  readonly from: string | number | null
  /** Holds the last time of receipt. */
  readonly to: string
  /**
   * Takes the place of a log's id, so that the batches of a replay have names of their own. With the number
   * of the page it names a batch, also after a crash: a batch that is sent again replaces itself.
   */
  readonly log: string
  readonly page: number
  /** Says where the next page begins, in the terms of the source. */
  readonly position: string | number | null
  readonly state: 'pending' | 'done'
  /** Counts records that the sink took, or had already. */
  readonly delivered: number
  /** Counts records that the sink is configured not to take, or that are being erased. */
  readonly filtered: number
  /** Counts records that the sink refused again: they are dead letters. */
  readonly refused: number
}

export const isReplayJob = (value: unknown): value is ReplayJob =>
  isObject(value) && 'sink' in value && 'log' in value && 'page' in value

/** A page of a source. `next` is the position of the next page, and undefined after the last one. */
export interface ReplayPage<T> {
  readonly records: readonly T[]
  readonly next: string | number | undefined
}
