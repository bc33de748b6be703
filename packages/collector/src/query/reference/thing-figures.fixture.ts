/** The figures of the slow reference that count sessions, tickets, incidents, predictions and ledgers. */
import type { Item } from './items.fixture.js'
import { type Figure, quantile, sum } from './metrics.fixture.js'

type Items = readonly Item[]

const count = (items: Items, fact: string): number => items.filter(({ facts }) => facts[fact] === true).length
const share = (part: number, whole: number): Figure => (whole === 0 ? null : part / whole)
const numbers = (items: Items, fact: string): readonly number[] =>
  items.map(({ facts }) => facts[fact]).filter((value): value is number => typeof value === 'number')
const average = (values: readonly number[]): Figure => share(sum(values), values.length)
const both = (items: Items, one: string, other: string): number =>
  items.filter(({ facts }) => facts[one] === true && facts[other] === true).length

/** Holds the figures of how long something took, by the fact that says it. */
const durations = (metric: string, fact: string): Readonly<Record<string, (items: Items) => Figure>> => ({
  [`${metric}_avg`]: (items) => average(numbers(items, fact)),
  [`${metric}_median`]: (items) => quantile(numbers(items, fact), 0.5),
  [`${metric}_p95`]: (items) => quantile(numbers(items, fact), 0.95),
})

export const thingFigures: Readonly<Record<string, (items: Items) => Figure>> = {
  completion_rate: (items) => share(both(items, 'started', 'completed'), count(items, 'started')),
  answered_rate: (items) => share(both(items, 'asked', 'answered'), count(items, 'asked')),
  single_event_sessions: (items) => count(items, 'is_single'),
  open_sessions: (items) => count(items, 'is_open'),
  ...durations('session_duration', 'session_duration'),
  ...durations('first_reply_time', 'first_reply_time'),
  ...durations('resolution_time', 'resolution_time'),
  ...durations('mttr', 'repair_time'),
  deflection_estimate: (items) => share(count(items, 'deflected'), items.length),
  incidents: (items) => items.length,
  open_incidents: (items) => items.filter(({ facts }) => facts.resolved === null).length,
  predictions: (items) => items.length,
  prediction_accuracy: (items) =>
    share(count(items, 'is_right'), items.filter(({ facts }) => facts.is_right !== null).length),
  brier_score: (items) => average(numbers(items, 'squared_error')),
  redactions: (items) => sum(numbers(items, 'times')),
  client_drops: (items) => sum(numbers(items, 'times')),
}
