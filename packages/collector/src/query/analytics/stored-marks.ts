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

const texts = tables.flatMap(({ columns }) => columns.filter(({ text }) => text).map(({ name }) => name))
const hasText = texts.map((name) => `"${name}" IS NOT NULL`).join(' OR ')
const REMOVED = ['context_removed_fields', 'collector_removed_fields']

/** @param everything a query without a filter */
export async function readStoredMarks(
  { name, store }: NamedReportStore,
  everything: Query,
): Promise<Omit<PrivacyLedger, 'rules'>> {
  const bind = createBinder()
  const scope = scopeOf(createContext(everything, everything.range, bind, dialects[name]))
  const [row] = await store.rows(
    `SELECT CAST(sum(context_removed_fields) AS double precision) AS client,
  CAST(sum(collector_removed_fields) AS double precision) AS collector, count(*) FILTER (WHERE ${hasText}) AS with_text
FROM ${eventRows([...REMOVED, ...texts], usageEvents, scope)} AS stored`,
    bind.params,
  )
  return {
    removed_fields: { client: count(row, 'client'), collector: count(row, 'collector') },
    events_with_text: count(row, 'with_text'),
  }
}
