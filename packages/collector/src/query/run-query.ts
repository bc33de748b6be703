/** Answers a checked query from a store. */
import type { NamedReportStore, ReportStore, SqlValue } from '../sinks/report-store.js'
import { type Bucket, labelOfKey } from './buckets.js'
import { dialects } from './compile/dialect.js'
import { planQuery } from './compile/statement.js'
import { countGroups } from './count-groups.js'
import { type Facts, readFacts } from './facts.js'
import type { Query } from './language/check-query.js'
import type { Group, TimeUnit } from './language/groups.js'
import { BEGINNING, type Range } from './language/range.js'
import { checkWidth } from './language/width.js'
import { type LateFigures, readLateFigures } from './late-figures.js'
import { readNotes } from './notes.js'
import {
  type Comparison,
  compareFigures,
  emptyFigures,
  type Figure,
  figureOf,
  type PairedRow,
  pairRows,
  type Reading,
  readRange,
  readRows,
} from './range-rows.js'
import { sortRows } from './sort-rows.js'

export type { Comparison, Figure } from './range-rows.js'

export interface ResultRow {
  readonly dimensions: readonly SqlValue[]
  readonly metrics: readonly Figure[]
  readonly comparison?: Comparison
  /** The row holds all groups beyond the limit. */
  readonly other?: true
  /** The row holds all rows of few sessions; its figures are null where it is of few sessions itself. */
  readonly folded?: true
}

export interface Totals {
  readonly metrics: readonly Figure[]
  readonly comparison?: Comparison
}

export interface AnswerColumn {
  readonly id: string
  readonly title: string
  /** Null for a dimension. */
  readonly unit: string | null
  /** Says whether a higher figure is better; null where neither is, and for a dimension. */
  readonly better: 'higher' | 'lower' | null
}

export interface QueryAnswer {
  readonly columns: readonly AnswerColumn[]
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

/** Returns a function that turns what the store gave for the groups of a row into what the answer shows. */
export function presenter({
  groups,
  zone,
}: Pick<Query, 'groups' | 'zone'>): (values: readonly SqlValue[]) => readonly SqlValue[] {
  // There are few buckets of time and many rows, and a label of local time is dear.
  const labels = new Map<string, SqlValue>()
  const labelOf = (unit: TimeUnit, value: SqlValue): SqlValue => {
    const key = `${unit} ${value}`
    const label = labels.get(key) ?? labelOfKey(unit, value, zone)
    labels.set(key, label)
    return label
  }
  return (values) =>
    groups.map((group, i) => {
      const value = values[i] ?? null
      if (group.kind === 'time') return labelOf(group.unit, value)
      if (group.kind !== 'bucket' || typeof value !== 'number') return value
      return value === 0 ? `< ${group.edges[0]}` : (group.edges[value - 1] ?? null)
    })
}

export const present = (
  query: Pick<Query, 'groups' | 'zone'>,
  values: readonly SqlValue[],
): readonly SqlValue[] => presenter(query)(values)

const toResult = (
  { values, figures, comparison }: PairedRow,
  show: ReturnType<typeof presenter>,
): ResultRow => ({
  dimensions: show(values),
  metrics: figures,
  ...(comparison && { comparison }),
})

/** Reads the groups beyond the limit as one group. */
async function readOther(reading: Reading, late: LateFigures): Promise<readonly PairedRow[]> {
  const { query, plan } = reading
  const current = await readRange(reading, plan.other, query.range)
  const then = query.comparison && (await readRange(reading, plan.other, query.comparison))
  const rows = pairRows(current, then, query, true).map((row) => completeRow(row, query, late, true))
  return sortRows(rows, { ...query, orderBy: [] })
}

export interface Folded {
  readonly rows: readonly ResultRow[]
  /** The folded row is of too few sessions itself, so that totals would tell what it does not. */
  readonly isHidden: boolean
}

/** Reads the rows of few sessions as one row, where there are any. */
export async function readFolded({ query, plan, store }: Reading, late: LateFigures): Promise<Folded> {
  const { groups, settings } = query
  const none = { rows: [], isHidden: false }
  if (settings.minSessions === 0) return none
  const { sql, params } = groups.length === 0 ? plan.totals(query.range) : plan.folded()
  const [row] = await store.rows(sql, params)
  const isHidden = row?.is_small === 1
  if (row === undefined || (groups.length === 0 ? !isHidden : Number(row.folded) === 0)) return none
  const nothing = query.metrics.map(() => null)
  const figures = query.metrics.map((_, i) => figureOf(row, i))
  const folded = {
    dimensions: groups.map(() => null),
    metrics: late.ofSeveral(query.range, figures),
    ...(query.comparison && { comparison: { metrics: nothing, change: nothing } }),
    folded: true,
  } as const
  return { rows: [folded], isHidden }
}

async function readTotals(reading: Reading, late: LateFigures, isHidden: boolean): Promise<Totals> {
  const { query, plan, store } = reading
  const read = async (range: Range) =>
    isHidden ? query.metrics.map(() => null) : readOne(store, query, plan.totals(range))
  const metrics = await late.ofTotals(await read(query.range))
  if (query.comparison === undefined) return { metrics }
  const then = late.ofSeveral(query.comparison, await read(query.comparison))
  return { metrics, comparison: compareFigures(query.metrics, metrics, then) }
}

async function readOne(
  store: ReportStore,
  query: Query,
  statement: { sql: string; params: readonly SqlValue[] },
) {
  const [row] = await store.rows(statement.sql, statement.params)
  return row === undefined ? emptyFigures(query.metrics) : query.metrics.map((_, i) => figureOf(row, i))
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

/** Completes a row; one for several groups has no figures that compare rows. */
function completeRow(row: PairedRow, query: Query, late: LateFigures, isOther: boolean): PairedRow {
  const figures = isOther ? late.ofSeveral(query.range, row.figures) : late.ofRow(row.values, row.figures)
  if (row.comparison === undefined || query.comparison === undefined) return { ...row, figures }
  const then = late.ofSeveral(query.comparison, row.comparison.metrics)
  return { ...row, figures, comparison: compareFigures(query.metrics, figures, then) }
}

/**
 * @param now milliseconds since the epoch
 * @param facts shares what is read with other queries of the same request
 * @throws Problem `invalid_query` for an answer of too many rows
 */
export async function runQuery(
  from: NamedReportStore,
  asked: Query,
  now: number,
  facts: Facts = readFacts(from),
): Promise<QueryAnswer> {
  const { name, store } = from
  const first = await facts.firstEvent(asked.tenants)
  const query = beginWith(asked, first, now)
  checkWidth(query, now)
  const reading: Reading = { query, plan: planQuery(query, dialects[name]), store, now }
  const { plan } = reading
  const current = await readRows(reading, query.range)
  const then = query.comparison && (await readRows(reading, query.comparison, current))
  const hasGroups = query.groups.some(({ kind }) => kind !== 'time')
  const late = await readLateFigures(from, query)
  const completed = pairRows(current, then, query, !hasGroups).map((row) =>
    completeRow(row, query, late, false),
  )
  const rows = sortRows(
    completed.filter(({ isSmall = false }) => !isSmall),
    query,
  )
  const groups = await countGroups(store, query, plan, current.found)
  const show = presenter(query)
  const hasMore = hasGroups && groups > query.limit
  const other = query.include.other && hasMore ? await readOther(reading, late) : []
  const folded = await readFolded(reading, late)
  return {
    columns: [
      ...query.groups.map((group) => ({
        id: group.id,
        title: titleOfGroup(group),
        unit: null,
        better: null,
      })),
      ...query.metrics.map(({ id, title, unit, better }) => ({ id, title, unit, better })),
    ],
    rows: [
      ...rows.map((row) => toResult(row, show)),
      ...other.map((row) => ({ ...toResult(row, show), other: true as const })),
      ...folded.rows,
    ],
    ...(query.include.totals && { totals: await readTotals(reading, late, folded.isHidden) }),
    meta: {
      range: isoRange(query.range),
      ...(query.comparison && { comparison_range: isoRange(query.comparison) }),
      first_event_at: first === undefined ? null : iso(first),
      partial: partialOf(current.buckets, query.range, now),
      total_rows: groups,
      generated_at: iso(now),
      approximate: [],
      from: 'rows',
      notes: await readNotes(query, facts.exchanges),
    },
  }
}

export const titleOfGroup = (group: Group): string => {
  if (group.kind === 'value') return group.dimension.title
  return group.kind === 'time' ? `Time by ${group.unit.replaceAll('_', ' ')}` : group.id
}
