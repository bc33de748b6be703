/** Answers a checked query from a store. */
import type { NamedReportStore, ReportStore, Row, SqlValue } from '../sinks/report-store.js'
import { type Bucket, labelOfKey, listBuckets } from './buckets.js'
import { isZeroWithoutRows } from './catalogue/expression.js'
import { usageEvents } from './catalogue/index.js'
import type { Metric } from './catalogue/metric.js'
import { createBinder } from './compile/binder.js'
import { dialects } from './compile/dialect.js'
import { eventRows } from './compile/event-rows.js'
import { type Plan, planQuery } from './compile/statement.js'
import { type Query, timelineOf } from './language/check-query.js'
import type { Group, TimeUnit } from './language/groups.js'
import { BEGINNING, type Range } from './language/range.js'
import { sortRows } from './sort-rows.js'

export type Figure = number | null

export interface Comparison {
  readonly metrics: readonly Figure[]
  /** (now − then) ÷ then; for shares the difference. */
  readonly change: readonly Figure[]
}

export interface ResultRow {
  readonly dimensions: readonly SqlValue[]
  readonly metrics: readonly Figure[]
  readonly comparison?: Comparison
  /** The row holds all groups beyond the limit. */
  readonly other?: true
}

export interface Totals {
  readonly metrics: readonly Figure[]
  readonly comparison?: Comparison
}

export interface QueryAnswer {
  readonly columns: readonly { readonly id: string; readonly title: string; readonly unit: string | null }[]
  readonly rows: readonly ResultRow[]
  readonly totals?: Totals
  readonly meta: {
    readonly range: { readonly from: string; readonly to: string }
    readonly comparison_range?: { readonly from: string; readonly to: string }
    /** The time of the first event of the tenants that the store has. */
    readonly first_event_at: string | null
    /** Labels of buckets of which the range has a part only, or which are not over. */
    readonly partial: readonly string[]
    /** How many groups there are without their part of time; 1 where there are none. */
    readonly total_rows: number
    readonly generated_at: string
    readonly approximate: readonly string[]
    readonly from: 'sums' | 'rows' | 'both'
    readonly notes: readonly string[]
  }
}

const iso = (time: number): string => new Date(time).toISOString()
const isoRange = ({ from, to }: Range) => ({ from: iso(from), to: iso(to) })

const figureOf = (row: Row, index: number): Figure => {
  const value = row[`m${index}`] ?? null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Returns the time of the first event of the tenants, in milliseconds since the epoch. */
export async function readFirstEvent(
  store: ReportStore,
  tenants: readonly string[],
): Promise<number | undefined> {
  const bind = createBinder()
  const named = tenants.map((tenant) => bind.text(tenant)).join(', ')
  const rows = eventRows(['ts'], usageEvents, `tenant_id IN (${named})`)
  const [row] = await store.rows(`SELECT min(ts) AS first FROM ${rows} AS stored`, bind.params)
  return typeof row?.first === 'string' ? Date.parse(row.first) : undefined
}

/** A row as the store gave it, with the place of its bucket. */
interface FoundRow {
  readonly values: readonly SqlValue[]
  readonly figures: readonly Figure[]
}

const keyOf = (values: readonly SqlValue[]): string => JSON.stringify(values)

interface Reading {
  readonly query: Query
  readonly plan: Plan
  readonly store: ReportStore
  readonly now: number
}

/** The rows of one range: its groups in order, and the figures of each by bucket. */
interface RangeRows {
  readonly found: readonly FoundRow[]
  readonly buckets: readonly Bucket[] | undefined
}

const timeUnitOf = (group: Group | undefined): TimeUnit | undefined =>
  group?.kind === 'time' ? group.unit : undefined

function toFound(row: Row, query: Query): FoundRow {
  return {
    values: query.groups.map((_, i) => row[`g${i}`] ?? null),
    figures: query.metrics.map((_, i) => figureOf(row, i)),
  }
}

async function readRange({ query, plan, store, now }: Reading, range: Range): Promise<RangeRows> {
  const { sql, params } = plan.rows(range)
  const found = (await store.rows(sql, params)).map((row) => toFound(row, query))
  const timeline = timelineOf(query.groups)
  const unit = timeUnitOf(query.groups[timeline])
  if (unit === undefined || unit === 'hour_of_day' || unit === 'day_of_week')
    return { found, buckets: undefined }
  return { found, buckets: listBuckets(unit, range, query.zone, now) }
}

const emptyFigures = (metrics: readonly Metric[]): readonly Figure[] =>
  metrics.map(({ value }) => (isZeroWithoutRows(value) ? 0 : null))

/** Adds a row for each bucket that a group lacks. */
function fillBuckets({ found, buckets }: RangeRows, query: Query): readonly FoundRow[] {
  const timeline = timelineOf(query.groups)
  if (buckets === undefined || !query.include.empty_buckets) return found
  const present = new Set(found.map(({ values }) => keyOf(values)))
  const groups = new Map(found.map(({ values }) => [keyOf(values.toSpliced(timeline, 1)), values]))
  // Without other dimensions there is one group, also when it has no events.
  if (query.groups.length === 1) groups.set(keyOf([]), [null])
  const figures = emptyFigures(query.metrics)
  const added = [...groups.values()].flatMap((values) =>
    buckets
      .map(({ key }) => values.with(timeline, key))
      .filter((filled) => !present.has(keyOf(filled)))
      .map((filled) => ({ values: filled, figures })),
  )
  return [...found, ...added]
}

function compareFigures(
  metrics: readonly Metric[],
  now: readonly Figure[],
  then: readonly Figure[],
): Comparison {
  const change = metrics.map(({ unit }, i): Figure => {
    const [after, before] = [now[i] ?? null, then[i] ?? null]
    if (after === null || before === null) return null
    if (unit === 'ratio') return after - before
    return before === 0 ? null : (after - before) / before
  })
  return { metrics: then, change }
}

/** Names a row of the comparison by the bucket of the range that has the same place. */
function pairKey(
  values: readonly SqlValue[],
  timeline: number,
  buckets: readonly Bucket[] | undefined,
): string {
  if (buckets === undefined) return keyOf(values)
  const place = buckets.findIndex(({ key }) => key === values[timeline])
  return keyOf(values.with(timeline, place))
}

function withComparison(
  rows: readonly FoundRow[],
  current: RangeRows,
  then: RangeRows | undefined,
  query: Query,
): readonly (FoundRow & { readonly comparison?: Comparison })[] {
  if (then === undefined) return rows
  const timeline = timelineOf(query.groups)
  const before = new Map(
    fillBuckets(then, query).map(({ values, figures }) => [pairKey(values, timeline, then.buckets), figures]),
  )
  const missing = query.metrics.map(() => null)
  return rows.map((row) => {
    const figures = before.get(pairKey(row.values, timeline, current.buckets)) ?? missing
    return { ...row, comparison: compareFigures(query.metrics, row.figures, figures) }
  })
}

/** Turns what the store gave for a group into what the answer shows. */
export function present(
  query: Pick<Query, 'groups' | 'zone'>,
  values: readonly SqlValue[],
): readonly SqlValue[] {
  return query.groups.map((group, i) => {
    const value = values[i] ?? null
    if (group.kind === 'time') return labelOfKey(group.unit, value, query.zone)
    if (group.kind !== 'bucket' || typeof value !== 'number') return value
    return value === 0 ? `< ${group.edges[0]}` : (group.edges[value - 1] ?? null)
  })
}

async function readOne(
  store: ReportStore,
  query: Query,
  statement: { sql: string; params: readonly SqlValue[] },
) {
  const [row] = await store.rows(statement.sql, statement.params)
  return row === undefined ? emptyFigures(query.metrics) : query.metrics.map((_, i) => figureOf(row, i))
}

async function readTotals({ query, plan, store }: Reading): Promise<Totals> {
  const metrics = await readOne(store, query, plan.totals(query.range))
  if (query.comparison === undefined) return { metrics }
  const then = await readOne(store, query, plan.totals(query.comparison))
  return { metrics, comparison: compareFigures(query.metrics, metrics, then) }
}

function partialOf(
  buckets: readonly Bucket[] | undefined,
  { from, to }: Range,
  now: number,
): readonly string[] {
  return (buckets ?? [])
    .filter((bucket) => bucket.from < from || bucket.to > to || bucket.to > now)
    .map(({ label }) => label)
}

/** A range of everything begins with the first event, so that it has no thousand empty buckets. */
export const beginWith = (query: Query, first: number | undefined, now: number): Query =>
  query.range.from === BEGINNING
    ? { ...query, range: { ...query.range, from: Math.min(first ?? now, query.range.to - 1) } }
    : query

/** @param now milliseconds since the epoch */
export async function runQuery(
  { name, store }: NamedReportStore,
  asked: Query,
  now: number,
): Promise<QueryAnswer> {
  const first = await readFirstEvent(store, asked.tenants)
  const query = beginWith(asked, first, now)
  const reading: Reading = { query, plan: planQuery(query, dialects[name]), store, now }
  const { plan } = reading
  const current = await readRange(reading, query.range)
  const then = query.comparison && (await readRange(reading, query.comparison))
  const filled = fillBuckets(current, query)
  const rows = sortRows(withComparison(filled, current, then, query), query)
  const timeline = timelineOf(query.groups)
  const hasGroups = query.groups.length > (timeline === -1 ? 0 : 1)
  const counted = plan.countGroups()
  const groups = hasGroups ? Number((await store.rows(counted.sql, counted.params))[0]?.groups ?? 0) : 1
  const hasMore = hasGroups && groups > query.limit
  const other = query.include.other && hasMore ? await readOther(reading, current.buckets) : []
  return {
    columns: [
      ...query.groups.map((group) => ({ id: group.id, title: titleOfGroup(group), unit: null })),
      ...query.metrics.map(({ id, title, unit }) => ({ id, title, unit })),
    ],
    rows: [
      ...rows.map(({ values, figures, comparison }) => ({
        dimensions: present(query, values),
        metrics: figures,
        ...(comparison && { comparison }),
      })),
      ...other,
    ],
    ...(query.include.totals && { totals: await readTotals(reading) }),
    meta: {
      range: isoRange(query.range),
      ...(query.comparison && { comparison_range: isoRange(query.comparison) }),
      first_event_at: first === undefined ? null : iso(first),
      partial: partialOf(current.buckets, query.range, now),
      total_rows: groups,
      generated_at: iso(now),
      approximate: [],
      from: 'rows',
      notes: notesOf(query),
    },
  }
}

async function readOther(
  { query, plan, store }: Reading,
  buckets: readonly Bucket[] | undefined,
): Promise<readonly ResultRow[]> {
  const timeline = timelineOf(query.groups)
  const { sql, params } = plan.other(query.range)
  const found = (await store.rows(sql, params)).map((row) => toFound(row, query))
  const byBucket = new Map(found.map((row) => [row.values[timeline] ?? null, row.figures]))
  const keys: readonly SqlValue[] = buckets?.map(({ key }) => key) ?? [null]
  return keys.map((key) => ({
    dimensions: query.groups.map((group, i) =>
      i === timeline && group.kind === 'time' ? labelOfKey(group.unit, key, query.zone) : null,
    ),
    metrics: byBucket.get(key) ?? emptyFigures(query.metrics),
    other: true,
  }))
}

export const titleOfGroup = (group: Group): string => {
  if (group.kind === 'value') return group.dimension.title
  return group.kind === 'time' ? `Time by ${group.unit.replaceAll('_', ' ')}` : group.id
}

const notesOf = ({ metrics, groups }: Query): readonly string[] =>
  groups.length > 0 && metrics.some(({ value }) => value.kind === 'distinct')
    ? ['Rows of sessions and users need not add up: each counts in every group in which it has an event.']
    : []
