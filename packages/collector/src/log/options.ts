/** Every implementation of the log is opened with these. */
export interface LogOptions {
  /** The folder holds nothing else; it is made when it is missing. */
  readonly dir: string
  /** The log refuses appends beyond this many bytes of records. */
  readonly maxBytes: number
  /** Event ids are remembered for this many days. */
  readonly dedupeDays: number
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
}
