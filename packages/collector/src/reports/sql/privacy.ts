import { tables } from '@hushlog/schema/tables'
import { allEvents } from './all-events.js'

const lists = ['context_redactions', 'collector_redactions']
const removed = ['context_removed_fields', 'collector_removed_fields']

/**
 * What was kept out, by the lists that events carry. Equal lists come as one row with how many events had them.
 * $1 tenant, $2 from, $3 to.
 */
export const privacySql = `
SELECT context_redactions, collector_redactions, count(*) AS events,
  sum(context_removed_fields) AS client_removed,
  sum(collector_removed_fields) AS collector_removed
FROM ${allEvents(['tenant_id', 'ts', ...lists, ...removed])}
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
  AND (context_redactions IS NOT NULL OR collector_redactions IS NOT NULL
    OR context_removed_fields IS NOT NULL OR collector_removed_fields IS NOT NULL)
GROUP BY context_redactions, collector_redactions`

const withText = tables
  .map(({ name, columns }) => ({ name, text: columns.filter(({ text }) => text) }))
  .filter(({ text }) => text.length > 0)
  .map(
    ({ name, text }) => `SELECT count(*) AS events FROM "${name}"
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
  AND (${text.map((column) => `"${column.name}" IS NOT NULL`).join(' OR ')})`,
  )

/** Events that hold text, which is there only where content capture is on. $1 tenant, $2 from, $3 to. */
export const withTextSql = `SELECT sum(events) AS events FROM (${withText.join('\nUNION ALL\n')}) AS families`
