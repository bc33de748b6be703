/** Counts that reports show beside their shares. */
import { ANSWERS, answer, failed } from './exchanges.js'
import { and, count, is, ratio } from './expression.js'
import type { Metric } from './metric.js'

export const reportCounts: readonly Metric[] = [
  {
    id: 'failed_answer_rate',
    title: 'Share of failed answers',
    description: 'Failed answers ÷ answers.',
    unit: 'ratio',
    better: 'lower',
    events: ANSWERS,
    source: 'events',
    value: ratio(count(and(answer, failed)), count(answer)),
  },
  {
    id: 'no_matches',
    title: 'Answers without a match, count',
    description: 'Answers with `no_match` true.',
    unit: 'count',
    better: 'lower',
    events: ANSWERS,
    source: 'events',
    value: count(and(answer, is('no_match', true))),
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
