import { allEvents } from './all-events.js'

/** Events by type. $1 tenant, $2 from, $3 to. */
export const byEventSql = `
SELECT event, count(*) AS count
FROM ${allEvents(['tenant_id', 'ts', 'event'])}
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
GROUP BY event
ORDER BY count(*) DESC, event`
