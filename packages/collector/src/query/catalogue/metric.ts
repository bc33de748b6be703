/** Describes one metric of the catalogue. */
import type { EventName } from '@hushlog/schema'
import type { Derivation } from './derivation.js'
import type { Aggregate } from './expression.js'
import type { SourceName } from './source.js'

/** A ratio is a share from 0 to 1; a number has no unit. */
export const units = [
  'count',
  'ratio',
  'number',
  'milliseconds',
  'seconds',
  'bytes',
  'characters',
  'tokens',
  'usd',
  /** The currency in which the prices of the configuration are. */
  'currency',
] as const

export type Unit = (typeof units)[number]

export interface Metric {
  readonly id: string
  readonly title: string
  /** Says in words what is counted, so that a reader can compute it by hand. */
  readonly description: string
  readonly unit: Unit
  /** Says whether a higher figure is better; null where neither is. */
  readonly better: 'higher' | 'lower' | null
  /** Names the events that the metric reads. */
  readonly events: readonly EventName[]
  readonly source: SourceName
  readonly value: Aggregate
  /**
   * Names the column of the source by whose time a row belongs to a bucket and to the range; `ts` when it is
   * left out.
   */
  readonly time?: string
  /** Counts the rows that are so at the end of each bucket, and not those that came in it. */
  readonly atEnd?: true
  /**
   * Computes the figure from those of several rows. `value` then orders the groups, and says which there are.
   */
  readonly derived?: Derivation
  /** Names dimensions without which the metric says nothing; `time` stands for hours, days, weeks or months. */
  readonly requires?: readonly string[]
  /** Counts the same from the rows of sessions, for groups that only these have. */
  readonly ofSessions?: Aggregate
}
