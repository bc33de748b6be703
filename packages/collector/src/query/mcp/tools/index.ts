/** Every tool for assistants. */
import type { Tool } from '../tool.js'
import { explainEvent } from './explain-event.js'
import { funnel } from './funnel.js'
import { listMetrics } from './list-metrics.js'
import { comparePeriods, query } from './query.js'
import { retention } from './retention.js'
import { whyRefused } from './why-refused.js'

export const tools: readonly Tool[] = [
  listMetrics,
  query,
  comparePeriods,
  funnel,
  retention,
  explainEvent,
  whyRefused,
]
