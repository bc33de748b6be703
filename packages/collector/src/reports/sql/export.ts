/** All events of the period, metadata only: neither text nor pseudonyms. $1 tenant, $2 from, $3 to. */
import { unionColumns } from '@hushlog/schema/tables'

/** In the order of the tables. The pseudonym would make it a table of persons. */
export const exportColumns: readonly string[] = unionColumns()
  .filter(({ name, text }) => !text && name !== 'user' && name !== 'agent')
  .map(({ name }) => name)

export const exportSql = `
SELECT ${exportColumns.map((name) => `"${name}"`).join(', ')}
FROM events
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
ORDER BY ts, id`
