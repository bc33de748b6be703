/** The catalogue: every metric and dimension by its id. */
import { costMetrics } from './costs.js'
import { derivedMetrics } from './derived-metrics.js'
import { ledgerMetrics } from './ledger-metrics.js'
import type { Metric } from './metric.js'
import { eventMetrics } from './metrics.js'
import { numberMetrics } from './numbers.js'
import { reportCounts } from './report-counts.js'
import { sessionMetrics } from './session-metrics.js'
import { thingMetrics } from './thing-metrics.js'

/** The metrics that are written by hand; those of numbers are generated. */
export const namedMetrics: readonly Metric[] = [
  ...eventMetrics,
  ...sessionMetrics,
  ...thingMetrics,
  ...ledgerMetrics,
  ...derivedMetrics,
  ...costMetrics,
  ...reportCounts,
]

export const metrics: readonly Metric[] = [...namedMetrics, ...numberMetrics]

export const metricById: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.id, metric]))

export { dimensionById, dimensions } from './dimensions.js'
export { type Measure, measures } from './numbers.js'
export { sessionMeasures } from './session-measures.js'
export { usageEvents } from './usage-events.js'
