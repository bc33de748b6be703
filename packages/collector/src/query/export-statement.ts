/**
 * Selects the events of a period for an export. Pseudonyms would make it a table of persons; they and text are
 * included only on request.
 */
import { tables, unionColumns } from '@hushlog/schema/tables'
import type { SqlValue } from '../sinks/report-store.js'

export interface ExportQuery {
  readonly columns: readonly string[]
  readonly sql: string
  readonly params: readonly SqlValue[]
}

export interface ExportSelection {
  readonly tenant: string
  /** Undefined selects every type but `client_report`, in which SDKs report about themselves. */
  readonly type?: string
  /** The period begins with this instant, in RFC 3339 and UTC. */
  readonly from: string
  /** The period ends before this instant, in RFC 3339 and UTC. */
  readonly to: string
  /** True exports columns of class `text` too. */
  readonly text: boolean
  /** True exports pseudonyms too, so that posting the export again restores them. */
  readonly pseudonyms?: boolean
}

const tableByEvent = new Map(tables.flatMap((table) => table.events.map((event) => [event, table] as const)))

export const isExportType = (type: string): boolean => type === 'events' || tableByEvent.has(type)

/** The columns keep the order of the table; for every type, the order of all tables. */
const PSEUDONYMS: ReadonlySet<string> = new Set(['user', 'agent'])

export function exportQuery({
  tenant,
  type,
  from,
  to,
  text,
  pseudonyms = false,
}: ExportSelection): ExportQuery {
  const table = type === undefined ? undefined : tableByEvent.get(type)
  const columns = (table?.columns ?? unionColumns())
    .filter((column) => (text || !column.text) && (pseudonyms || !PSEUDONYMS.has(column.name)))
    .map(({ name }) => name)
  const sql = `
SELECT ${columns.map((name) => `"${name}"`).join(', ')}
FROM "${table?.name ?? 'events'}"
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
  AND event ${type === undefined ? "<> 'client_report'" : '= $4'}
ORDER BY ts, id`
  return { columns, sql, params: [tenant, from, to, ...(type === undefined ? [] : [type])] }
}
