/** Counts that reports show beside their shares. */
import { and, count, is } from './expression.js'
import type { Metric } from './metric.js'

export const reportCounts: readonly Metric[] = [
  {
    id: 'no_matches',
    title: 'Answers without a match, count',
    description: 'Answers with `no_match` true.',
    unit: 'count',
    better: 'lower',
    events: ['agent_response', 'message_sent'],
    source: 'events',
    value: count(and(is('event', 'agent_response', 'message_sent'), is('no_match', true))),
  },
  {
    id: 'overrides',
    title: 'Overrides',
    description: 'Number of `override` events.',
    unit: 'count',
    better: 'lower',
    events: ['override'],
    source: 'events',
    value: count(is('event', 'override')),
  },
  {
    id: 'errors',
    title: 'Errors',
    description: 'Number of `error` events.',
    unit: 'count',
    better: 'lower',
    events: ['error'],
    source: 'events',
    value: count(is('event', 'error')),
  },
]
