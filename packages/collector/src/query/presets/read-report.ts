/** Answers a preset from a store: each of its lists is one query. */
import type { HealthSettings } from '../../config/config.js'
import type { ReadAccess } from '../../http/access.js'
import type { NamedReportStore, SqlValue } from '../../sinks/report-store.js'
import { metricById } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import { titleOfDimension } from '../catalogue/title-of-dimension.js'
import { type Facts, readFacts } from '../facts.js'
import { checkQuery, MAX_LIMIT } from '../language/check-query.js'
import type { QuerySettings } from '../language/query-settings.js'
import { emptyFigures } from '../range-rows.js'
import { type Figure, type QueryAnswer, type ResultRow, runQuery } from '../run-query.js'
import type { ReportPeriod } from './parse-period.js'
import type { Column, List, Preset } from './preset.js'
import type { Report, ReportColumn, ReportList, ReportRow } from './report.js'

export interface ReportRequest {
  /** Ids of the tenants whose rows are wanted, at least one. */
  readonly tenants: readonly string[]
  readonly access: ReadAccess
  readonly period: ReportPeriod
  readonly tenantName: (tenantId: string) => string
  readonly settings: QuerySettings
  readonly health: HealthSettings
  /** Milliseconds since the epoch. */
  readonly now: number
}

const groupNames: Readonly<Record<string, string>> = {
  'time:hour': 'hour',
  'time:day': 'date',
  'time:week': 'week',
  'time:month': 'month',
  'time:hour_of_day': 'hour_of_day',
  'time:day_of_week': 'day_of_week',
}

/** Returns the name of the column that holds the value of a dimension. */
export const groupName = (dimension: string): string =>
  groupNames[dimension] ?? dimension.replace(/^bucket:(.*)$/, '$1_from').replaceAll('.', '_')

function metricNamed(id: string): Metric {
  const found = metricById.get(id)
  if (found === undefined) throw new TypeError(`the catalogue has no metric ${id}`)
  return found
}

export const columnsOf = (list: List): readonly ReportColumn[] => [
  { name: 'tenant_id', title: 'Tenant', unit: null },
  { name: 'tenant_name', title: 'Name of the tenant', unit: null },
  ...list.by.map((dimension) => ({
    name: groupName(dimension),
    title: titleOfDimension(dimension),
    unit: null,
  })),
  ...list.columns.map((column) => {
    const { title, unit } = metricNamed(column.metric)
    return { name: column.name, title, unit: column.percent === true ? 'percent' : unit }
  }),
]

const scaled = (figure: Figure, { percent }: Column): Figure =>
  figure === null || percent !== true ? figure : figure * 100

/** Lists the metrics that the columns read, each once. */
const metricsOf = ({ columns }: List): readonly string[] => [...new Set(columns.map(({ metric }) => metric))]

const figuresByColumn = (
  list: List,
  metrics: readonly string[],
  figures: readonly Figure[],
): Readonly<Record<string, Figure>> =>
  Object.fromEntries(
    list.columns.map((column) => [
      column.name,
      scaled(figures[metrics.indexOf(column.metric)] ?? null, column),
    ]),
  )

/** A list by time has a row for each group in each bucket, so that it has fewer groups: there are about 40 types. */
const GROUPS_BY_TIME = 50

function limitOf({ by }: List, tenants: number): number {
  if (!by.some((dimension) => dimension.startsWith('time:'))) return MAX_LIMIT
  return Math.min(tenants * (by.length === 1 ? 1 : GROUPS_BY_TIME), MAX_LIMIT)
}

const cutNote = ({ title }: List, { meta }: QueryAnswer): readonly string[] =>
  meta.total_rows > MAX_LIMIT ? [`${title}: the first ${MAX_LIMIT} of ${meta.total_rows} groups.`] : []

async function readList(
  from: NamedReportStore,
  list: List,
  request: ReportRequest,
  facts: Facts,
): Promise<{ readonly list: ReportList; readonly answer: QueryAnswer }> {
  const { tenants, access, period, settings, now, tenantName } = request
  const metrics = metricsOf(list)
  const isOne = tenants.length === 1
  const body = {
    tenant: tenants,
    metrics,
    dimensions: [...(isOne ? [] : ['tenant']), ...list.by],
    filters: list.filters,
    limit: limitOf(list, tenants.length),
    ...period.query,
  }
  const answer = await runQuery(from, checkQuery(body, access, now, settings), now, facts)
  const toRow = ({ dimensions, metrics: figures, comparison }: ResultRow): ReportRow => {
    const tenantId = String(isOne ? tenants[0] : dimensions[0])
    const groups: readonly SqlValue[] = isOne ? dimensions : dimensions.slice(1)
    return {
      values: {
        tenant_id: tenantId,
        tenant_name: tenantName(tenantId),
        ...Object.fromEntries(list.by.map((dimension, i) => [groupName(dimension), groups[i] ?? null])),
        ...figuresByColumn(list, metrics, figures),
      },
      ...(comparison && {
        comparison: figuresByColumn(list, metrics, comparison.metrics),
        change: figuresByColumn(list, metrics, comparison.change),
      }),
    }
  }
  const rows = answer.rows.map(toRow)
  return {
    answer,
    list: {
      name: list.name,
      columns: columnsOf(list),
      rows: complete(
        list,
        rows.filter(({ values }) => list.only === undefined || Number(values[list.only] ?? 0) > 0),
        tenants,
        (tenantId) => toRow({ dimensions: [tenantId], metrics: emptyFigures(metrics.map(metricNamed)) }),
      ),
    },
  }
}

/** A list by tenant alone has a row for each, also without events, in the order of the configuration. */
function complete(
  { by }: List,
  rows: readonly ReportRow[],
  tenants: readonly string[],
  emptyRow: (tenantId: string) => ReportRow,
): readonly ReportRow[] {
  if (by.length > 0 || tenants.length === 1) return rows
  return tenants.map((id) => rows.find(({ values }) => values.tenant_id === id) ?? emptyRow(id))
}

export async function readReport(
  from: NamedReportStore,
  { name, lists }: Preset,
  request: ReportRequest,
): Promise<Report> {
  const [first, ...others] = lists
  const facts = readFacts(from)
  const main = await readList(from, first, request, facts)
  const further = await Promise.all(others.map((list) => readList(from, list, request, facts)))
  const { meta } = main.answer
  const notes = [main, ...further].flatMap(({ answer }, i) => [
    ...answer.meta.notes,
    ...cutNote(lists[i] ?? first, answer),
  ])
  return {
    name,
    from: meta.range.from,
    to: meta.range.to,
    timeZone: request.period.zone,
    comparison: meta.comparison_range,
    generatedAt: meta.generated_at,
    lists: [main.list, ...further.map(({ list }) => list)],
    notes: [...new Set(notes)],
  }
}
