/** Reads since when there are events. */
import type { ReportStore } from '../sinks/report-store.js'
import { usageEvents } from './catalogue/index.js'
import { createBinder } from './compile/binder.js'
import { eventRows } from './compile/event-rows.js'

/** Returns the time of the first event of the tenants, in milliseconds since the epoch. */
export async function readFirstEvent(
  store: ReportStore,
  tenants: readonly string[],
): Promise<number | undefined> {
  const bind = createBinder()
  const named = tenants.map((tenant) => bind.text(tenant)).join(', ')
  const rows = eventRows(['ts'], usageEvents, `tenant_id IN (${named})`)
  // Unlike min(), this reads only the beginning of each table.
  const [row] = await store.rows(`SELECT ts AS first FROM ${rows} AS stored ORDER BY ts LIMIT 1`, bind.params)
  return typeof row?.first === 'string' ? Date.parse(row.first) : undefined
}
