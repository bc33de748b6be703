/** The options of every implementation of the log. */
export interface LogOptions {
  /** A folder that holds nothing else; it is made when it is missing. */
  readonly dir: string
  /** Bytes of records that the log holds before it refuses appends. */
  readonly maxBytes: number
  /** Days for which an event id is remembered. */
  readonly dedupeDays: number
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
}
