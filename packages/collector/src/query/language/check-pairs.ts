/** Checks that the metrics of a query have its dimensions and filters. */
import { type Condition, columnsOfOperand } from '../catalogue/expression.js'
import { dimensions } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import { type Group, isTimeline } from './groups.js'
import { pointerTo, queryProblem } from './query-problem.js'

/** Returns the only source that has the values of a group; undefined where events have them. */
function sourceOf(group: Group): Metric['source'] | undefined {
  if (group.kind === 'value') return group.dimension.source
  return group.kind === 'bucket' ? group.measure.source : undefined
}

/** Returns whether rows of the metric can have a value of the dimension. */
export function goesWith(metric: Metric, group: Group): boolean {
  if (group.kind === 'time') return metric.atEnd === undefined || isTimeline(group.unit)
  if (group.kind === 'property') return metric.events.includes('custom')
  const source = sourceOf(group)
  if (source === 'sessions') return metric.source === source || metric.ofSessions !== undefined
  if (source !== undefined) return metric.source === source
  const { events } = group.kind === 'value' ? group.dimension : group.measure
  return events.some((event) => metric.events.includes(event))
}

/** Says whether rows of sessions are read anyway and are the same as its distinct ones: as a whole they are. */
const readsSessions = (metrics: readonly Metric[], groups: readonly Group[]): boolean =>
  groups.length === 0 && metrics.some(({ source }) => source === 'sessions')

/**
 * Groups that only sessions have turn counts of sessions into counts of such rows. Beside a metric that reads them, a
 * count without groups is such a count too, which saves comparing the ids of all events.
 */
export const withSessions = (metrics: readonly Metric[], groups: readonly Group[]): readonly Metric[] =>
  groups.some((group) => sourceOf(group) === 'sessions') || readsSessions(metrics, groups)
    ? metrics.map((metric) =>
        metric.ofSessions === undefined
          ? metric
          : { ...metric, source: 'sessions', time: 'began', value: metric.ofSessions },
      )
    : metrics

const namesOf = (names: readonly string[]): string => [...new Set(names)].join(', ')

/** @throws Problem `invalid_query` */
export function checkPairs(
  metrics: readonly Metric[],
  groups: readonly Group[],
  filter: Condition | undefined,
): void {
  for (const [i, metric] of metrics.entries()) checkRequired(metric, groups, pointerTo('/metrics', i))
  for (const [i, group] of groups.entries()) checkGroup(metrics, group, pointerTo('/dimensions', i))
  if (filter !== undefined) checkFilter(metrics, filter)
}

function checkRequired({ id, requires = [] }: Metric, groups: readonly Group[], pointer: string): void {
  const has = (name: string) =>
    groups.some((group) =>
      name === 'time' ? group.kind === 'time' && isTimeline(group.unit) : group.id === name,
    )
  const missing = requires.filter((name) => !has(name))
  if (missing.length === 0) return
  const names = missing.map((name) =>
    name === 'time' ? 'one of time:hour, time:day, time:week and time:month' : name,
  )
  throw queryProblem(pointer, `expected ${names.join(' and ')} among the dimensions of ${id}`)
}

function checkGroup(metrics: readonly Metric[], group: Group, pointer: string): void {
  const strangers = metrics.filter((metric) => !goesWith(metric, group))
  if (strangers.length === 0) return
  // The values of such a dimension are of one source alone: rows of another have none, not even null.
  if (group.kind === 'time' || sourceOf(group) !== undefined)
    throw queryProblem(
      pointer,
      `expected it beside metrics that it goes with, as GET /v1/catalogue lists them, and not beside ${namesOf(strangers.map(({ id }) => id))}`,
    )
  // A dimension that no event of any metric has would give one row of nothing.
  if (strangers.length === metrics.length)
    throw queryProblem(
      pointer,
      `expected a dimension of ${namesOf(metrics.flatMap(({ events }) => events))}, which the metrics read`,
    )
}

/** Returns the columns that a condition reads, and whether each is read of another event of the session. */
function columnsRead(
  condition: Condition,
  isInside: boolean,
): readonly [column: string, isInside: boolean][] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap((each) => columnsRead(each, isInside))
    case 'not':
      return columnsRead(condition.condition, isInside)
    case 'has_done':
      return columnsRead(condition.condition, true)
    case 'differs':
      return []
    default:
      return columnsOfOperand(condition.operand).map((column) => [column, isInside])
  }
}

/** Rules, stages and reasons are of the ledgers: no event has them in a column. */
function checkFilter(metrics: readonly Metric[], filter: Condition): void {
  for (const [column, isInside] of columnsRead(filter, false)) {
    const bound = dimensions.find(
      ({ source, operand }) => source !== undefined && columnsOfOperand(operand).includes(column),
    )
    if (bound === undefined) continue
    if (!isInside && metrics.every(({ source }) => source === bound.source)) continue
    throw queryProblem(
      '/filters',
      `expected ${bound.id} beside metrics of the same ledger alone, and not in has_done`,
    )
  }
}
