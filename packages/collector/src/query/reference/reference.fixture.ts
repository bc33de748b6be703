/**
 * Answers a query slowly and obviously, from a list of events: what the statements of the stores must give. It
 * reads the request as it was sent; of the checked query it takes the ends of its ranges and what is left out.
 */
import { metricById } from '../catalogue/index.js'
import type { Query } from '../language/check-query.js'
import type { Group } from '../language/groups.js'
import type { Range } from '../language/range.js'
import type { Comparison, Figure, ResultRow, Totals } from '../run-query.js'
import { type Filter, isSelected } from './filters.fixture.js'
import { figureOf } from './metrics.fixture.js'
import { numberOf, type RawEvent, type Scalar, valuesOf } from './raw-event.fixture.js'
import { bucketsOf, timeLabel } from './zone.fixture.js'

type Events = readonly RawEvent[]
type Values = readonly Scalar[]

export interface ReferenceAnswer {
  readonly rows: readonly ResultRow[]
  readonly totals?: Totals
  readonly total_rows: number
  readonly first_event_at: string | null
  readonly partial: readonly string[]
}

interface Asked {
  readonly query: Query
  readonly filters: readonly Filter[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

const isTime = (group: Group) => group.kind === 'time'

/** Returns the labels of a group in which an event is: several for a list, null for a missing value. */
function labelsOf(event: RawEvent, group: Group, zone: string): Values {
  switch (group.kind) {
    case 'time':
      return [timeLabel(group.unit, event.time, zone)]
    case 'property':
    case 'value': {
      const values = valuesOf(event, group.id)
      return values.length === 0 ? [null] : values
    }
    case 'bucket': {
      const value = numberOf(event, group.measure.name)
      const [least] = group.edges
      if (value === null) return [null]
      return [group.edges.findLast((edge) => edge <= value) ?? `< ${least}`]
    }
  }
}

/** Returns each combination of one value of each list. */
const combine = (lists: readonly Values[]): readonly Values[] =>
  lists.reduce<readonly Values[]>(
    (made, list) => made.flatMap((before) => list.map((value) => [...before, value])),
    [[]],
  )

interface Rows {
  readonly values: Values
  readonly events: Events
}

function groupBy(events: Events, groups: readonly Group[], zone: string): readonly Rows[] {
  const found = new Map<string, { values: Values; events: RawEvent[] }>()
  for (const event of events)
    for (const values of combine(groups.map((group) => labelsOf(event, group, zone)))) {
      const key = JSON.stringify(values)
      const row = found.get(key) ?? { values, events: [] }
      row.events.push(event)
      found.set(key, row)
    }
  return [...found.values()]
}

const figuresOf = ({ metrics }: Query, events: Events): readonly Figure[] =>
  metrics.map(({ id }) => figureOf(id, events))

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

/** Selects the events of a range that some metric reads and every filter takes. */
function select(all: Events, { query, filters }: Asked, { from, to }: Range): Events {
  const inRange = all.filter(
    (event) =>
      event.event !== 'client_report' &&
      query.tenants.includes(event.tenant) &&
      event.time >= from &&
      event.time < to,
  )
  const read = new Set(query.metrics.flatMap(({ id }) => metricById.get(id)?.events ?? []))
  return inRange.filter(
    (event) => read.has(event.event) && filters.every((filter) => isSelected(event, filter, inRange)),
  )
}

const keyOf = (values: Values): string => JSON.stringify(values)
const without = (values: Values, groups: readonly Group[]): Values =>
  values.filter((_, i) => groups[i]?.kind !== 'time')

/** The rows of one range for certain groups, by the key of their values. */
interface Table {
  readonly rows: ReadonlyMap<string, Sortable>
  readonly buckets: readonly Values[]
}

function tableOf(selected: Events, chosen: readonly Values[], asked: Asked, range: Range): Table {
  const { query, now } = asked
  const { groups, zone } = query
  const keys = new Set(chosen.map(keyOf))
  const rows = new Map(
    groupBy(selected, groups, zone)
      .filter(({ values }) => keys.has(keyOf(without(values, groups))))
      .map(({ values, events }) => [keyOf(values), { values, figures: figuresOf(query, events) }]),
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
  timeline: readonly Scalar[],
  range: 'current' | 'comparison',
): string {
  return keyOf(
    values.map((value, i) => {
      const group = groups[i]
      const isPlaced = group?.kind === 'time' && group.unit !== 'hour_of_day' && group.unit !== 'day_of_week'
      if (!isPlaced) return value
      const place = timeline.indexOf(value)
      return place === -1 ? `${range} only` : place
    }),
  )
}

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
  all: Events,
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
  const { groups, metrics, zone, orderBy } = query
  const selected = select(all, asked, query.range)
  const plain = groups.filter((group) => !isTime(group))
  const placeOfPlain = groups.flatMap((group, i) => (isTime(group) ? [] : [i]))

  // The groups without their times are ranked and cut.
  const ranked = groupBy(selected, plain, zone).map(({ values, events }) => ({
    values,
    figures: figuresOf(query, events),
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
  const then = query.comparison && select(all, asked, query.comparison)
  const before = query.comparison && then && tableOf(then, top, asked, query.comparison)
  const timeline = timelineOf(query, query.range, now)
  const timelineThen = query.comparison ? timelineOf(query, query.comparison, now) : []
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
        metrics: figuresOf(query, selected),
        ...(then && { comparison: changeOf(query, figuresOf(query, selected), figuresOf(query, then)) }),
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
  selected: Events,
  then: Events | undefined,
  top: readonly Values[],
  count: number,
): readonly ResultRow[] {
  const { query } = asked
  const { groups, zone, comparison } = query
  const plain = groups.filter((group) => !isTime(group))
  const timesOnly = groups.filter(isTime)
  if (!query.include.other || plain.length === 0 || count <= query.limit) return []
  const keys = new Set(top.map(keyOf))
  const beyond = (events: Events): Events =>
    events.filter((event) =>
      combine(plain.map((group) => labelsOf(event, group, zone))).some((values) => !keys.has(keyOf(values))),
    )
  const ofTimes = { ...asked, query: { ...query, groups: timesOnly } }
  const table = (events: Events, range: Range) => tableOf(beyond(events), [[]], ofTimes, range)
  const current = table(selected, query.range)
  const before = comparison && then && table(then, comparison)
  const timeline = timelineOf(query, query.range, asked.now)
  const timelineThen = comparison ? timelineOf(query, comparison, asked.now) : []
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
