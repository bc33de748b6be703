/** Metrics that follow from figures of several rows, such as those of the buckets before. */
import type { Aggregate } from './expression.js'

export interface Derivation {
  readonly kind: 'drift' | 'anomaly'
  /** The figures of each row from which it follows. */
  readonly parts: readonly Aggregate[]
}
