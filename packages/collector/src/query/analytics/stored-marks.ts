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

/** Where this is null in a part of a table, a store reads nothing of it. */
const isSaid = (column: string): string => `"${column}" IS NOT NULL`

const sumOf = (column: string, scope: string): string =>
  `SELECT sum(${column}) FROM ${eventRows([column], usageEvents, `${scope} AND ${isSaid(column)}`)} AS stored`

/** Counts the events with a text, in the tables that have such columns. */
function countTexts(scope: string): string {
  const counts = tables.flatMap(({ name, columns }) => {
    const texts = columns.filter(({ text }) => text).map((column) => isSaid(column.name))
    return texts.length === 0
      ? []
      : [`SELECT count(*) AS events FROM "${name}" WHERE ${scope} AND (${texts.join(' OR ')})`]
  })
  return `SELECT sum(events) FROM (${counts.join(' UNION ALL ')}) AS counted`
}

/** @param everything a query without a filter */
export async function readStoredMarks(
  { name, store }: NamedReportStore,
  everything: Query,
): Promise<Omit<PrivacyLedger, 'rules'>> {
  const bind = createBinder()
  const scope = scopeOf(createContext(everything, everything.range, bind, dialects[name]))
  const figures = {
    client: sumOf('context_removed_fields', scope),
    collector: sumOf('collector_removed_fields', scope),
    with_text: countTexts(scope),
  }
  const columns = Object.entries(figures).map(
    ([figure, sql]) => `CAST((${sql}) AS double precision) AS ${figure}`,
  )
  const [row] = await store.rows(`SELECT ${columns.join(', ')}`, bind.params)
  return {
    removed_fields: { client: count(row, 'client'), collector: count(row, 'collector') },
    events_with_text: count(row, 'with_text'),
  }
}
