/** The catalogue: every metric and dimension by its id. */
import { eventNames } from '@hushlog/schema'
import { costMetrics } from './costs.js'
import type { Metric } from './metric.js'
import { namedMetrics } from './metrics.js'
import { numberMetrics } from './numbers.js'

/** Holds every event but the one in which SDKs report about themselves. */
export const usageEvents = eventNames.filter((name) => name !== 'client_report')

export const metrics: readonly Metric[] = [...namedMetrics(usageEvents), ...costMetrics, ...numberMetrics]

export const metricById: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.id, metric]))

export { dimensionById, dimensions } from './dimensions.js'
export { type Measure, measures } from './numbers.js'
