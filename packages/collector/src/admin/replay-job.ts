/** A replay as it is kept and shown: what is sent again to which sink, and how far it is. */
export interface ReplayJob {
  readonly id: string
  readonly sink: string
  readonly what: 'dead_letters' | 'events'
  /** Where events are read: the embedded store, or the log when that cannot answer. */
  readonly source: 'dead_letters' | 'embedded' | 'log'
  readonly requested_at: string
  /** By time of receipt, both inclusive; of a replay by sequence the first one. */
  readonly from: string | number | null
  readonly to: string
  /**
   * Stands for a log of its own, so that its batches have names and cursors of their own. With the number of the
   * page it names a batch, also after a crash: what was sent then is replaced by itself.
   */
  readonly log: string
  readonly page: number
  /** Where the next page begins, as the source has it. */
  readonly position: string | number | null
  readonly state: 'pending' | 'done'
  /** The sink took them, or had them already. */
  readonly delivered: number
  /** Not for this sink by its configuration, or erased meanwhile. */
  readonly filtered: number
  /** Refused again; they stay, or become, dead letters. */
  readonly refused: number
}

export const isReplayJob = (value: unknown): value is ReplayJob =>
  typeof value === 'object' && value !== null && 'sink' in value && 'log' in value && 'page' in value

/** A page of a source. `next` is undefined behind the last one. */
export interface ReplayPage<T> {
  readonly records: readonly T[]
  readonly next: string | number | undefined
}
