/** The metrics of what was removed from events, and of events that clients dropped. */
import { type Aggregate, column } from './expression.js'
import type { Metric } from './metric.js'
import { usageEvents } from './usage-events.js'
import { counted } from './words.js'

/** Adds a column; without rows the sum is 0. */
const added = (...names: readonly string[]): Aggregate => ({
  kind: 'total',
  of: names.map((name) => ({ kind: 'sum', operand: column(name) })),
})

export const ledgerMetrics: readonly Metric[] = [
  counted({
    id: 'redactions',
    title: 'Redactions',
    description: 'Findings that the sanitizer replaced in stored events, in the client and in the collector.',
    events: usageEvents,
    source: 'redactions',
    value: added('times'),
  }),
  counted({
    id: 'removed_fields',
    title: 'Removed fields',
    description: 'Fields that were removed from stored events, in the client and in the collector.',
    events: usageEvents,
    value: added('context_removed_fields', 'collector_removed_fields'),
  }),
  counted({
    id: 'client_drops',
    title: 'Events that clients dropped',
    description: 'Events that clients report as dropped.',
    events: ['client_report'],
    better: 'lower',
    source: 'drops',
    value: added('times'),
  }),
]
