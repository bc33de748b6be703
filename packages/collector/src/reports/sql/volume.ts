import { fromPart } from '../../rollups/statements.js'

/** Events by bucket, buckets without any left out. $6 `hour` or `day`. */
export const volumeSql = `
SELECT date_trunc($6, hour) AS at,
  sum(events) AS events,
  sum(events) FILTER (WHERE event = 'user_query') AS queries,
  sum(events) FILTER (WHERE event = 'agent_response') AS responses
FROM ${fromPart('counts')}
WHERE event <> 'client_report'
GROUP BY 1`
