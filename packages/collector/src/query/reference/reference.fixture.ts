/**
 * Answers a query slowly and obviously, from a list of events: what the statements of the stores must give. It
 * reads the request as it was sent; of the checked query it takes the ends of its ranges and what is left out.
 */
import type { Query } from '../language/check-query.js'
import type { Group } from '../language/groups.js'
import type { Range } from '../language/range.js'
import type { Comparison, Figure, ResultRow, Totals } from '../run-query.js'
import type { Filter } from './filters.fixture.js'
import { type Asked, type Item, type Part, partsOf } from './items.fixture.js'
import type { Values } from './labels.fixture.js'
import { figureOf } from './metrics.fixture.js'
import type { RawEvent, Scalar } from './raw-event.fixture.js'
import { thingFigures } from './thing-figures.fixture.js'
import { bucketsOf, timeLabel } from './zone.fixture.js'

export interface ReferenceAnswer {
  readonly rows: readonly ResultRow[]
  readonly totals?: Totals
  readonly total_rows: number
  readonly first_event_at: string | null
  readonly partial: readonly string[]
}

const isTime = (group: Group) => group.kind === 'time'

/** The things of one group, by the part that counts them. */
interface Rows {
  readonly values: Values
  readonly parts: readonly Part[]
}

function groupBy(parts: readonly Part[], groups: readonly Group[]): readonly Rows[] {
  const found = new Map<string, { values: Values; items: Map<Part, Item[]> }>()
  for (const part of parts)
    for (const item of part.items)
      for (const values of item.shows(groups)) {
        const key = JSON.stringify(values)
        const row = found.get(key) ?? { values, items: new Map() }
        row.items.set(part, [...(row.items.get(part) ?? []), item])
        found.set(key, row)
      }
  return [...found.values()].map(({ values, items }) => ({
    values,
    parts: parts.map((part) => ({ ...part, items: items.get(part) ?? [] })),
  }))
}

function figureIn(metric: string, { items }: Part): Figure {
  const ofThings = thingFigures[metric]
  if (ofThings !== undefined) return ofThings(items)
  return figureOf(
    metric,
    items.map(({ event }) => event),
  )
}

/** @param parts things of which each is there once; none for a group of nothing */
const figuresOf = ({ metrics }: Query, parts: readonly Part[]): readonly Figure[] =>
  metrics.map(({ id }) => {
    const part = parts.find((each) => each.metrics.includes(id))
    return figureIn(id, part ?? { metrics: [], items: [] })
  })

/** Counts once, over everything, what groups of nothing but time or nothing show. */
const wholeOf = (parts: readonly Part[]): readonly Part[] =>
  parts.map((part) => ({ ...part, items: part.items.filter((item) => item.shows([]).length > 0) }))

/** Makes texts, instants, buckets and booleans comparable: times by their instant, `< 10` before 10. */
function rankOf(value: Scalar, group: Group): number | Buffer {
  if (group.kind === 'time' && group.unit === 'hour') return Date.parse(String(value))
  if (group.kind === 'bucket' && typeof value === 'string') return Number.NEGATIVE_INFINITY
  return typeof value === 'string' ? Buffer.from(value) : Number(value)
}

function compare(
  a: Scalar,
  b: Scalar,
  descending: boolean,
  rank: (value: Scalar) => number | Buffer,
): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const [left, right] = descending ? [rank(b), rank(a)] : [rank(a), rank(b)]
  if (typeof left === 'number' || typeof right === 'number')
    return Number(left > right) - Number(left < right)
  return Buffer.compare(left, right)
}

interface Sortable {
  readonly values: Values
  readonly figures: readonly Figure[]
}

/** Sorts by `order`, and then by every value. */
function sort<T extends Sortable>(rows: readonly T[], order: Query['orderBy'], groups: readonly Group[]) {
  return rows.toSorted((a, b) => {
    for (const { by, index, direction } of order) {
      const group = groups[index]
      const compared =
        by === 'metric'
          ? compare(a.figures[index] ?? null, b.figures[index] ?? null, direction === 'desc', Number)
          : group === undefined
            ? 0
            : compare(a.values[index] ?? null, b.values[index] ?? null, direction === 'desc', (value) =>
                rankOf(value, group),
              )
      if (compared !== 0) return compared
    }
    for (const [i, group] of groups.entries()) {
      const compared = compare(a.values[i] ?? null, b.values[i] ?? null, false, (value) =>
        rankOf(value, group),
      )
      if (compared !== 0) return compared
    }
    return 0
  })
}

const keyOf = (values: Values): string => JSON.stringify(values)
const without = (values: Values, groups: readonly Group[]): Values =>
  values.filter((_, i) => groups[i]?.kind !== 'time')

/** The rows of one range for certain groups, by the key of their values. */
interface Table {
  readonly rows: ReadonlyMap<string, Sortable>
  readonly buckets: readonly Values[]
}

function tableOf(selected: readonly Part[], chosen: readonly Values[], asked: Asked, range: Range): Table {
  const { query, now } = asked
  const { groups, zone } = query
  const keys = new Set(chosen.map(keyOf))
  const rows = new Map(
    groupBy(selected, groups)
      .filter(({ values }) => keys.has(keyOf(without(values, groups))))
      .map(({ values, parts }) => [keyOf(values), { values, figures: figuresOf(query, parts) }]),
  )
  const units = groups.flatMap((group) => (group.kind === 'time' ? [group.unit] : []))
  if (units.length === 0) return { rows, buckets: [] }
  const buckets = bucketsOf(units, range, zone, now)
  if (!query.include.empty_buckets) return { rows, buckets }
  const present =
    units.length === groups.length
      ? [[]]
      : [
          ...new Map(
            [...rows.values()].map(({ values }) => [keyOf(without(values, groups)), without(values, groups)]),
          ).values(),
        ]
  for (const others of present)
    for (const times of buckets) {
      const [time, other] = [[...times], [...others]]
      const values = groups.map((group) => (isTime(group) ? time : other).shift() ?? null)
      if (!rows.has(keyOf(values))) rows.set(keyOf(values), { values, figures: figuresOf(query, []) })
    }
  return { rows, buckets }
}

function changeOf(query: Query, now: readonly Figure[], then: readonly Figure[]): Comparison {
  const change = query.metrics.map(({ unit }, i): Figure => {
    const [after, before] = [now[i] ?? null, then[i] ?? null]
    if (after === null || before === null) return null
    if (unit === 'ratio') return after - before
    return before === 0 ? null : (after - before) / before
  })
  return { metrics: then, change }
}

/**
 * Puts the place of a bucket of the timeline in place of its label, by which buckets of two ranges pair. A bucket
 * that begins after now pairs with none.
 */
function pairOf(
  values: Values,
  groups: readonly Group[],
  places: ReadonlyMap<Scalar, number>,
  range: 'current' | 'comparison',
): string {
  return keyOf(
    values.map((value, i) => {
      const group = groups[i]
      const isPlaced = group?.kind === 'time' && group.unit !== 'hour_of_day' && group.unit !== 'day_of_week'
      if (!isPlaced) return value
      return places.get(value) ?? `${range} only`
    }),
  )
}

const placesOf = (timeline: readonly Scalar[]): ReadonlyMap<Scalar, number> =>
  new Map(timeline.map((label, place) => [label, place]))

/** Returns the labels of the buckets of hours, days, weeks or months. */
function timelineOf({ groups, zone }: Query, range: Range, now: number): readonly Scalar[] {
  const group = groups.find(
    (each) => each.kind === 'time' && each.unit !== 'hour_of_day' && each.unit !== 'day_of_week',
  )
  return group?.kind === 'time'
    ? bucketsOf([group.unit], range, zone, now).map(([label]) => label ?? null)
    : []
}

/** Returns the labels of buckets that the range has in part, or that are not over. */
function partialOf(query: Query, now: number): readonly string[] {
  const { groups, zone, range } = query
  const timeline = timelineOf(query, range, now)
  const group = groups.find(
    (each) => each.kind === 'time' && each.unit !== 'hour_of_day' && each.unit !== 'day_of_week',
  )
  if (group?.kind !== 'time') return []
  const outside = [range.from - 1, range.to, now].map((time) => timeLabel(group.unit, time, zone))
  return timeline.filter((label) => outside.includes(label as string)).map(String)
}

/** A range of everything begins with the first event. */
function withBeginning(query: Query, first: number | undefined, now: number): Query {
  if (query.range.from !== Date.UTC(2000, 0, 1)) return query
  return { ...query, range: { ...query.range, from: Math.min(first ?? now, query.range.to - 1) } }
}

export function answerSlowly(
  all: readonly RawEvent[],
  checked: Query,
  filters: readonly Filter[],
  now: number,
): ReferenceAnswer {
  const times = all
    .filter(({ event, tenant }) => event !== 'client_report' && checked.tenants.includes(tenant))
    .map(({ time }) => time)
  const first = times.length === 0 ? undefined : Math.min(...times)
  const query = withBeginning(checked, first, now)
  const asked: Asked = { query, filters, now }
  const { groups, metrics, orderBy } = query
  const selected = partsOf(all, asked, query.range)
  const plain = groups.filter((group) => !isTime(group))
  const placeOfPlain = groups.flatMap((group, i) => (isTime(group) ? [] : [i]))

  // The groups without their times are ranked and cut.
  const ranked = groupBy(selected, plain).map(({ values, parts }) => ({
    values,
    figures: figuresOf(query, parts),
  }))
  const rankBy = orderBy.flatMap((order) => {
    if (order.by === 'metric') return [order]
    const index = placeOfPlain.indexOf(order.index)
    return index === -1 ? [] : [{ ...order, index }]
  })
  const inOrder = sort(
    ranked,
    rankBy.length > 0 ? rankBy : [{ by: 'metric', index: 0, direction: 'desc' }],
    plain,
  ).map(({ values }) => values)
  const top = plain.length === 0 ? [[]] : inOrder.slice(query.offset, query.offset + query.limit)

  const current = tableOf(selected, top, asked, query.range)
  const then = query.comparison && partsOf(all, asked, query.comparison)
  const before = query.comparison && then && tableOf(then, top, asked, query.comparison)
  const timeline = placesOf(timelineOf(query, query.range, now))
  const timelineThen = placesOf(query.comparison ? timelineOf(query, query.comparison, now) : [])
  const pairs = new Map(
    [...(before?.rows.values() ?? [])].map((row) => [
      pairOf(row.values, groups, timelineThen, 'comparison'),
      row.figures,
    ]),
  )
  const rows = [...current.rows.values()]
  if (groups.length === 0 && rows.length === 0) rows.push({ values: [], figures: figuresOf(query, []) })
  const nothing = metrics.map(() => null)
  const missing = groups.length === 0 ? figuresOf(query, []) : nothing

  const time = groups.findIndex(isTime)
  const defaultOrder: Query['orderBy'] =
    time === -1
      ? [{ by: 'metric', index: 0, direction: 'desc' }]
      : [{ by: 'group', index: time, direction: 'asc' }]
  const shown = sort(rows, orderBy.length > 0 ? orderBy : defaultOrder, groups).map(
    ({ values, figures }): ResultRow => ({
      dimensions: values,
      metrics: figures,
      ...(before && {
        comparison: changeOf(
          query,
          figures,
          pairs.get(pairOf(values, groups, timeline, 'current')) ?? missing,
        ),
      }),
    }),
  )

  return {
    rows: [...shown, ...othersOf(asked, selected, then, top, ranked.length)],
    ...(query.include.totals && {
      totals: {
        metrics: figuresOf(query, wholeOf(selected)),
        ...(then && {
          comparison: changeOf(query, figuresOf(query, wholeOf(selected)), figuresOf(query, wholeOf(then))),
        }),
      },
    }),
    total_rows: plain.length === 0 ? 1 : ranked.length,
    first_event_at: first === undefined ? null : new Date(first).toISOString(),
    partial: partialOf(query, now),
  }
}

/** Returns the row, or one for each bucket, of all groups beyond the limit; an event counts once in each. */
function othersOf(
  asked: Asked,
  selected: readonly Part[],
  then: readonly Part[] | undefined,
  top: readonly Values[],
  count: number,
): readonly ResultRow[] {
  const { query } = asked
  const { groups, comparison } = query
  const plain = groups.filter((group) => !isTime(group))
  const timesOnly = groups.filter(isTime)
  if (!query.include.other || plain.length === 0 || count <= query.limit) return []
  const keys = new Set(top.map(keyOf))
  const beyond = (parts: readonly Part[]): readonly Part[] =>
    parts.map((part) => ({
      ...part,
      items: part.items.filter((item) => item.shows(plain).some((values) => !keys.has(keyOf(values)))),
    }))
  const ofTimes = { ...asked, query: { ...query, groups: timesOnly } }
  const table = (parts: readonly Part[], range: Range) => tableOf(beyond(parts), [[]], ofTimes, range)
  const current = table(selected, query.range)
  const before = comparison && then && table(then, comparison)
  const timeline = placesOf(timelineOf(query, query.range, asked.now))
  const timelineThen = placesOf(comparison ? timelineOf(query, comparison, asked.now) : [])
  const pairs = new Map(
    [...(before?.rows.values() ?? [])].map((row) => [
      pairOf(row.values, timesOnly, timelineThen, 'comparison'),
      row.figures,
    ]),
  )
  const rows = [...current.rows.values()]
  if (timesOnly.length === 0 && rows.length === 0) rows.push({ values: [], figures: figuresOf(query, []) })
  const missing = timesOnly.length === 0 ? figuresOf(query, []) : query.metrics.map(() => null)
  const byTime = timesOnly.map((_, index) => ({ by: 'group', index, direction: 'asc' }) as const)
  return sort(rows, byTime, timesOnly).map(({ values, figures }) => {
    const times = [...values]
    return {
      dimensions: groups.map((group) => (isTime(group) ? (times.shift() ?? null) : null)),
      metrics: figures,
      ...(before && {
        comparison: changeOf(
          query,
          figures,
          pairs.get(pairOf(values, timesOnly, timeline, 'current')) ?? missing,
        ),
      }),
      other: true,
    }
  })
}
