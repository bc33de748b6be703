/** Reads the rows of a range, adds those of empty buckets, and pairs them with the rows of the comparison. */
import type { ReportStore, Row, SqlValue } from '../sinks/report-store.js'
import { type Bucket, listBuckets, listTimes } from './buckets.js'
import { isZeroWithoutRows } from './catalogue/expression.js'
import type { Metric } from './catalogue/metric.js'
import type { Plan, Statement } from './compile/statement.js'
import { type Query, timelineOf } from './language/check-query.js'
import { isTimeline } from './language/groups.js'
import type { Range } from './language/range.js'

export type Figure = number | null

export interface Comparison {
  readonly metrics: readonly Figure[]
  /** (now − then) ÷ then; for shares the difference. */
  readonly change: readonly Figure[]
}

/** What the statements of an answer share. */
export interface Reading {
  readonly query: Query
  readonly plan: Plan
  readonly store: ReportStore
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A row as the store gave it. */
interface FoundRow {
  readonly values: readonly SqlValue[]
  /** Are null in a row of too few sessions. */
  readonly figures: readonly Figure[]
  readonly isSmall?: boolean
}

export interface PairedRow extends FoundRow {
  readonly comparison?: Comparison
}

/** The rows of one range: its groups in order, and the figures of each by bucket. */
interface RangeRows {
  readonly found: readonly FoundRow[]
  /** The buckets of hours, days, weeks or months, where one of the groups is these. */
  readonly buckets: readonly Bucket[] | undefined
  /** What the groups of time are together, for each moment of the range until now; none without such a group. */
  readonly times: readonly (readonly SqlValue[])[]
}

export const figureOf = (row: Row, index: number): Figure => {
  const value = row[`m${index}`] ?? null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

const toFound = (row: Row, query: Query): FoundRow => ({
  values: query.groups.map((_, i) => row[`g${i}`] ?? null),
  figures: query.metrics.map((_, i) => figureOf(row, i)),
  ...(row.is_small === 1 && { isSmall: true }),
})

export async function readRange(
  { query, store, now }: Reading,
  statement: (range: Range) => Statement,
  range: Range,
): Promise<RangeRows> {
  const { sql, params } = statement(range)
  return toRange(
    (await store.rows(sql, params)).map((row) => toFound(row, query)),
    range,
    query,
    now,
  )
}

/** So many rows are sorted here rather than ranked by the store, which would group all events once more for it. */
const FEW_ROWS = 5_000

/**
 * Reads the rows of the groups of the limit. By time, the store would have to rank the groups in a pass of its own:
 * where there are no more groups than the limit, all of their rows are read without it.
 *
 * @param known the rows of the range of the query, where another range is read for the same groups
 */
export async function readRows(reading: Reading, range: Range, known?: RangeRows): Promise<RangeRows> {
  const { query, plan, store, now } = reading
  const isRanked = query.groups.some(({ kind }) => kind !== 'time')
  const isCut = query.groups.some(({ kind }) => kind === 'time') || known !== undefined
  const isComplete = known === undefined || countValues(known.found, query) < query.limit
  const isPlain = tellsAll(query) && query.offset === 0 && query.settings.minSessions === 0
  if (!isRanked || !isCut || !isComplete || !isPlain) return readRange(reading, plan.rows, range)
  const { sql, params } = plan.unranked(range, FEW_ROWS + 1)
  const found = (await store.rows(sql, params)).map((row) => toFound(row, query))
  const isAll = found.length <= FEW_ROWS && (known !== undefined || countValues(found, query) <= query.limit)
  return isAll ? toRange(found, range, query, now) : readRange(reading, plan.rows, range)
}

/**
 * Returns whether every group has a row. Sessions that began before the range are in none of its buckets, and what is
 * open at the end of a bucket need not be open at the end of the range.
 */
export const tellsAll = ({ groups, metrics }: Pick<Query, 'groups' | 'metrics'>): boolean =>
  !groups.some(({ kind }) => kind === 'time') ||
  metrics.every(({ source, atEnd }) => source !== 'sessions' && atEnd !== true)

/** Counts the groups of rows without their part of time. */
export const countValues = (
  found: readonly Pick<FoundRow, 'values'>[],
  { groups }: Pick<Query, 'groups'>,
): number =>
  new Set(found.map(({ values }) => keyOf(values.filter((_, i) => groups[i]?.kind !== 'time')))).size

function toRange(found: readonly FoundRow[], range: Range, query: Query, now: number): RangeRows {
  const units = query.groups.flatMap((group) => (group.kind === 'time' ? [group.unit] : []))
  const timeline = units.find(isTimeline)
  return {
    found,
    buckets: timeline && listBuckets(timeline, range, query.zone, now),
    times: units.length === 0 ? [] : listTimes(units, range, query.zone, now),
  }
}

export const emptyFigures = (metrics: readonly Metric[]): readonly Figure[] =>
  metrics.map(({ value }) => (isZeroWithoutRows(value) ? 0 : null))

const keyOf = (values: readonly SqlValue[]): string => JSON.stringify(values)

/** Adds a row for each bucket that a group lacks. A whole is one group also when it has no rows. */
function fillBuckets({ found, times }: RangeRows, query: Query, isWhole: boolean): readonly FoundRow[] {
  if (times.length === 0 || !query.include.empty_buckets) return found
  const withTimes = (values: readonly SqlValue[], at: readonly SqlValue[]): readonly SqlValue[] => {
    const left = [...at]
    return query.groups.map((group, i) => (group.kind === 'time' ? left.shift() : values[i]) ?? null)
  }
  const noTime: readonly SqlValue[] = query.groups.map(() => null)
  const present = new Set(found.map(({ values }) => keyOf(values)))
  const groups = new Map(found.map(({ values }) => [keyOf(withTimes(values, noTime)), values]))
  if (isWhole) groups.set(keyOf(noTime), noTime)
  const figures = emptyFigures(query.metrics)
  const added = [...groups.values()].flatMap((values) =>
    times
      .map((at) => withTimes(values, at))
      .filter((filled) => !present.has(keyOf(filled)))
      .map((filled) => ({ values: filled, figures })),
  )
  return [...found, ...added]
}

export function compareFigures(
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

/**
 * Names a row by the place of its bucket, by which buckets of two ranges pair. A bucket that begins after now has
 * no place and pairs with none.
 */
function createPairKey(
  { groups }: Query,
  { buckets }: RangeRows,
): (values: readonly SqlValue[]) => string | undefined {
  if (buckets === undefined) return keyOf
  const timeline = timelineOf(groups)
  const places = new Map<SqlValue, number>(buckets.map(({ key }, place) => [key, place]))
  return (values) => {
    const place = places.get(values[timeline] ?? null)
    return place === undefined ? undefined : keyOf(values.with(timeline, place))
  }
}

/**
 * Returns the rows of a range with those of empty buckets, each with the row of the comparison that has the same
 * place in time and the same values.
 *
 * @param isWhole says that the rows are of one group, which is there also when it has no rows
 */
export function pairRows(
  current: RangeRows,
  then: RangeRows | undefined,
  query: Query,
  isWhole: boolean,
): readonly PairedRow[] {
  const rows = fillBuckets(current, query, isWhole)
  if (then === undefined) return rows
  const [keyNow, keyThen] = [createPairKey(query, current), createPairKey(query, then)]
  const before = new Map(
    fillBuckets(then, query, isWhole).map(({ values, figures }) => [keyThen(values), figures]),
  )
  const missing = query.metrics.map(() => null)
  return rows.map((row) => {
    const key = keyNow(row.values)
    const figures = key === undefined ? missing : (before.get(key) ?? missing)
    return { ...row, comparison: compareFigures(query.metrics, row.figures, figures) }
  })
}
