import { allEvents } from './all-events.js'

/** Events by bucket, buckets without any left out. $1 tenant, $2 from, $3 to, $4 `hour` or `day`. */
export const volumeSql = `
SELECT date_trunc($4, ts) AS at,
  count(*) AS events,
  count(DISTINCT session_id) AS sessions,
  count(*) FILTER (WHERE event = 'user_query') AS queries,
  count(*) FILTER (WHERE event = 'agent_response') AS responses
FROM ${allEvents(['tenant_id', 'ts', 'event', 'session_id'])}
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
GROUP BY 1`
