/** The metrics that compare a row with others. */
import { and, type Condition, column, count, is, says } from './expression.js'
import type { Metric } from './metric.js'
import { rated } from './words.js'

const decision = is('event', 'decision')

/** A confidence is from 0 to 1; ten bins of equal width take it, and the outer ones what lies beyond. */
const BINS = 10

const bin = (index: number): Condition =>
  and(
    decision,
    says('decision_confidence'),
    ...(index === 0
      ? []
      : [{ op: 'gte', operand: column('decision_confidence'), values: [index / BINS] } as const]),
    ...(index === BINS - 1
      ? []
      : [{ op: 'lt', operand: column('decision_confidence'), values: [(index + 1) / BINS] } as const]),
  )

export const derivedMetrics: readonly Metric[] = [
  rated({
    id: 'confidence_drift',
    title: 'Drift of the confidence',
    description:
      'Population stability index of the confidence of decisions: sum of (share − share before) × ln(share ÷ share before) over ten bins, each share at least 0.0001. It compares with the comparison period, else with the bucket before; without buckets, with the period before.',
    unit: 'number',
    events: ['decision'],
    better: 'lower',
    value: count(and(decision, says('decision_confidence'))),
    derived: { kind: 'drift', parts: Array.from({ length: BINS }, (_, index) => count(bin(index))) },
  }),
  rated({
    id: 'template_anomaly',
    title: 'Anomaly of a template',
    description:
      "(Share of the template among the bucket's decisions − mean of its shares in the eight buckets before) ÷ their standard deviation (of the whole, divided by their number). Buckets without decisions have no share; null where the deviation is 0.",
    unit: 'number',
    events: ['decision'],
    value: count(decision),
    requires: ['template_id', 'time'],
    derived: { kind: 'anomaly', parts: [count(decision)] },
  }),
]
