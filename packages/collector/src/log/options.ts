import type { LogRange } from './log.js'

/** Every implementation of the log is opened with these. */
export interface LogOptions {
  /** The folder holds nothing else; it is made when it is missing. */
  readonly dir: string
  /** The log refuses appends beyond this many bytes of records; a function is asked at each append. */
  readonly maxBytes: number | (() => number)
  /** Event ids are remembered for this many days. */
  readonly dedupeDays: number
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
  /** Is called once for each part of the log that cannot be read; without it nobody is told. */
  readonly onDamage?: (damage: LogDamage) => void
}

/** A part of the log that cannot be read. Readers go on behind it. */
export interface LogDamage {
  /** Names the file that is damaged. */
  readonly file: string
  /** Holds the sequence numbers of the records that are lost. */
  readonly range: LogRange
  /** Says what is damaged: the chunk's format, its head or its content, or the key that it needs. */
  readonly reason: 'format' | 'head' | 'key' | 'content'
  /** Names the file that the damaged bytes were copied to; undefined when that was not possible. */
  readonly copy: string | undefined
}
