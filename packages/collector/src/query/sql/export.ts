/**
 * The events of a period for an export. Pseudonyms never: they would make it a table of persons. Text only where it is
 * asked for.
 */
import { tables, unionColumns } from '@hushlog/schema/tables'
import type { SqlValue } from '../../sinks/report-store.js'

export interface ExportQuery {
  readonly columns: readonly string[]
  readonly sql: string
  readonly params: readonly SqlValue[]
}

export interface ExportSelection {
  readonly tenant: string
  /** Undefined for every type but the reports of the SDKs about themselves. */
  readonly type?: string
  /** RFC 3339 UTC, inclusive. */
  readonly from: string
  /** RFC 3339 UTC, exclusive. */
  readonly to: string
  readonly text: boolean
}

const families = new Map(tables.flatMap((table) => table.events.map((event) => [event, table] as const)))

export const isExportType = (type: string): boolean => type === 'events' || families.has(type)

/** Columns in the order of the table, or of all tables. */
export function exportQuery({ tenant, type, from, to, text }: ExportSelection): ExportQuery {
  const table = type === undefined ? undefined : families.get(type)
  const columns = (table?.columns ?? unionColumns())
    .filter((column) => (text || !column.text) && column.name !== 'user' && column.name !== 'agent')
    .map(({ name }) => name)
  const sql = `
SELECT ${columns.map((name) => `"${name}"`).join(', ')}
FROM "${table?.name ?? 'events'}"
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
  AND event ${type === undefined ? "<> 'client_report'" : '= $4'}
ORDER BY ts, id`
  return { columns, sql, params: [tenant, from, to, ...(type === undefined ? [] : [type])] }
}
