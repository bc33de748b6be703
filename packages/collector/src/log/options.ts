/** What every implementation of the log is opened with. */
export interface LogOptions {
  /** Folder of its own; made when missing. */
  readonly dir: string
  /** Bytes of records kept before appends are refused. */
  readonly maxBytes: number
  /** How long an event id is remembered. */
  readonly dedupeDays: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}
