/**
 * Reads events back from the embedded store, in the order of their receipt, and builds each one as it was
 * from the columns of its table. Fields that no version of the catalogue knows were never stored anywhere.
 */
import { isObject } from '@hushlog/base'
import { type Column, type Table, tables } from '@hushlog/schema/tables'
import type { NewRecord } from '../log/log.js'
import type { ReportStore, Row } from '../sinks/report-store.js'
import type { ReplayPage } from './replay-job.js'

/** The key that sorts events of the same time of receipt. */
const KEY = `"id" || '/' || "tenant_id"`
/**
 * $1 is the first time, $2 the last, $3 the key behind which a page begins among the events of the first
 * time.
 */
const pageSql = ({ name, columns }: Table, records: number): string =>
  `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM "${name}"
WHERE received_at >= CAST($1 AS timestamp) AND received_at <= CAST($2 AS timestamp)
  AND (received_at > CAST($1 AS timestamp) OR ${KEY} > $3)
ORDER BY received_at, ${KEY} LIMIT ${records}`

interface StoredEvent {
  readonly table: Table
  readonly row: Row
  readonly at: string
  readonly key: string
}

const columnValue = ({ type }: Column, value: Row[string]): unknown =>
  type === 'json' && typeof value === 'string' ? JSON.parse(value) : value

function eventOf({ columns }: Table, row: Row): Record<string, unknown> {
  const event: Record<string, unknown> = {}
  for (const column of columns) {
    const value = row[column.name]
    if (value === null || value === undefined) continue
    let inner = event
    for (const name of column.path.slice(0, -1)) {
      const existing = inner[name]
      const next: Record<string, unknown> = isObject(existing) ? existing : {}
      inner[name] = next
      inner = next
    }
    inner[column.path.at(-1) ?? column.name] = columnValue(column, value)
  }
  return event
}

function toRecord({ table, row, at }: StoredEvent): NewRecord {
  const event = eventOf(table, row)
  return {
    id: String(event.id),
    tenantId: String(event.tenant_id),
    event: String(event.event),
    time: Date.parse(String(event.ts)),
    receivedAt: Date.parse(at),
    hasText: table.columns.some(({ text, name }) => text && (row[name] ?? null) !== null),
    bytes: Buffer.from(JSON.stringify(event)),
  }
}

/**
 * @param position `<time> <key>` of the last record of the page before; the first page begins with a time
 *   alone
 * @param to the last time of receipt, inclusive
 * @param records the most records of a page
 */
export async function readStoredEvents(
  store: ReportStore,
  position: string,
  to: string,
  records: number,
): Promise<ReplayPage<NewRecord>> {
  const [from = '', key = ''] = position.split(' ')
  const found: StoredEvent[] = []
  for (const table of tables) {
    const rows = await store.rows(pageSql(table, records), [from, to, key])
    for (const row of rows)
      found.push({ table, row, at: String(row.received_at), key: `${row.id}/${row.tenant_id}` })
  }
  found.sort((a, b) => compare(a.at, b.at) || compare(a.key, b.key))
  const page = found.slice(0, records)
  const last = page.at(-1)
  return {
    records: page.map(toRecord),
    next: last === undefined || page.length < records ? undefined : `${last.at} ${last.key}`,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
