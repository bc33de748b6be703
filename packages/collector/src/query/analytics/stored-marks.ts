/** Reads what the collector notes on stored events and no metric counts: removed fields by stage, and texts. */
import type { PrivacyLedger } from '@hushlog/schema/reports'
import { tables } from '@hushlog/schema/tables'
import type { NamedReportStore } from '../../sinks/report-store.js'
import { usageEvents } from '../catalogue/index.js'
import { count } from '../cell.js'
import { createBinder } from '../compile/binder.js'
import { dialects } from '../compile/dialect.js'
import { eventRows } from '../compile/event-rows.js'
import { createContext, scopeOf } from '../compile/relation.js'
import type { Query } from '../language/check-query.js'

const textsOf = ({ columns }: (typeof tables)[number]): readonly string[] =>
  columns.filter(({ text }) => text).map(({ name }) => name)

const isSaid = (column: string): string => `"${column}" IS NOT NULL`
const anyOf = (columns: readonly string[]): string => columns.map(isSaid).join(' OR ')

const REMOVED = { client: 'context_removed_fields', collector: 'collector_removed_fields' }

/** Reads each column where it says something: they are mostly null. */
function readColumns(scope: string): string {
  const sumOf = (column: string) =>
    `SELECT sum(${column}) FROM ${eventRows([column], usageEvents, `${scope} AND ${isSaid(column)}`)} AS stored`
  const counts = tables
    .filter((table) => textsOf(table).length > 0)
    .map((table) => `SELECT count(*) AS n FROM "${table.name}" WHERE ${scope} AND (${anyOf(textsOf(table))})`)
  const figures = {
    client: sumOf(REMOVED.client),
    collector: sumOf(REMOVED.collector),
    with_text: `SELECT sum(n) FROM (${counts.join(' UNION ALL ')}) AS counted`,
  }
  const columns = Object.entries(figures).map(
    ([name, sql]) => `CAST((${sql}) AS double precision) AS ${name}`,
  )
  return `SELECT ${columns.join(', ')}`
}

/** Reads each row once. */
function readRows(scope: string): string {
  const texts = tables.flatMap(textsOf)
  const sumOf = (column: string) => `CAST(sum(${column}) AS double precision)`
  const rows = eventRows([...Object.values(REMOVED), ...texts], usageEvents, scope)
  return `SELECT ${sumOf(REMOVED.client)} AS client, ${sumOf(REMOVED.collector)} AS collector,
  CAST(count(*) FILTER (WHERE ${anyOf(texts)}) AS double precision) AS with_text FROM ${rows} AS stored`
}

/** @param everything a query without a filter */
export async function readStoredMarks(
  { name, store }: NamedReportStore,
  everything: Query,
): Promise<Omit<PrivacyLedger, 'rules'>> {
  const bind = createBinder()
  const dialect = dialects[name]
  const scope = scopeOf(createContext(everything, everything.range, bind, dialect))
  const [row] = await store.rows(dialect.readsColumns ? readColumns(scope) : readRows(scope), bind.params)
  return {
    removed_fields: { client: count(row, 'client'), collector: count(row, 'collector') },
    events_with_text: count(row, 'with_text'),
  }
}
