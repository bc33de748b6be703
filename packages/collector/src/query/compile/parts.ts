/** Divides the metrics of a query into parts, each of which is one pass over one relation. */
import { tables } from '@hushlog/schema/tables'
import type { Metric } from '../catalogue/metric.js'
import type { QuerySettings } from '../language/query-settings.js'
import { countsSessions } from './by-session.js'

/** A metric of the query with its place among them. */
export interface PlacedMetric {
  readonly metric: Metric
  readonly index: number
}

export interface Part {
  readonly own: readonly PlacedMetric[]
  /** The rows of each session are grouped first. */
  readonly isBySession: boolean
}

const tablesOf = ({ events }: Metric): string =>
  tables
    .filter((table) => events.some((event) => table.events.includes(event)))
    .map(({ name }) => name)
    .join()

const isOfSessions = ({ source, value }: Metric): boolean => source === 'events' && countsSessions(value)

/**
 * Metrics of events have a pass for each set of tables, so that none reads tables in which it finds nothing. Those that
 * count sessions have one of their own where there are several: a single one costs less than a second pass.
 */
function createPassOf(figures: readonly PlacedMetric[]): (placed: PlacedMetric) => string {
  const several = new Map<string, number>()
  for (const { metric } of figures.filter((each) => isOfSessions(each.metric)))
    several.set(tablesOf(metric), (several.get(tablesOf(metric)) ?? 0) + 1)
  return (placed) => {
    const { metric } = placed
    if (metric.source !== 'events') return ''
    const own = tablesOf(metric)
    const isAlone = figures.includes(placed) && several.get(own) === 1
    return isOfSessions(metric) && !isAlone ? `by session ${own}` : own
  }
}

/** Says whether the rows of one part are among those of the other. */
function isWithin(part: Part, other: Part): boolean {
  const [own, others] = [part, other].map(({ own: [first] }) => first?.metric)
  if (own === undefined || others === undefined) return false
  if (own.source !== 'events' || others.source !== 'events' || own.time !== others.time) return false
  const read = new Set(other.own.flatMap(({ metric }) => metric.events))
  return part.own.every(({ metric }) => metric.events.every((event) => read.has(event)))
}

/**
 * Metrics of one source and one time read the same relation. Where rows of few sessions are folded, one pass has all
 * of their events, since it is these by which a row is judged.
 *
 * @param figures those that are wanted; a part of other metrics is left out where another has all of its rows
 */
export function partsOf(
  metrics: readonly PlacedMetric[],
  figures: readonly PlacedMetric[],
  { minSessions }: Pick<QuerySettings, 'minSessions'>,
): readonly Part[] {
  const passOf = minSessions > 0 ? () => '' : createPassOf(figures)
  const found = new Map<string, Part>()
  for (const placed of metrics) {
    const { source, time = 'ts', atEnd = false } = placed.metric
    const pass = passOf(placed)
    const name = `${source} ${time} ${atEnd} ${pass}`
    const isBySession = pass.startsWith('by session')
    found.set(name, { own: [...(found.get(name)?.own ?? []), placed], isBySession })
  }
  const parts = [...found.values()]
  const isWanted = ({ own }: Part) => own.some((placed) => figures.includes(placed))
  const wanted = parts.filter(isWanted)
  const kept = [...wanted]
  for (const part of parts)
    if (!isWanted(part) && !kept.some((other) => isWithin(part, other))) kept.push(part)
  return kept
}
