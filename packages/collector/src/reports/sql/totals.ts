import { allEvents } from './all-events.js'

/**
 * Figures of the whole period. $1 tenant, $2 from, $3 to.
 * A session counts when any of its events is in the period. An answer counts as successful unless it says that
 * it was not. `asked` and `answered` are sessions with a query, and those of them with a successful answer.
 */
export const totalsSql = `
WITH counts AS (
  SELECT count(*) AS events,
    count(DISTINCT session_id) AS sessions,
    count(*) FILTER (WHERE event = 'user_query') AS queries,
    count(*) FILTER (WHERE event = 'agent_response') AS responses,
    count(*) FILTER (WHERE event = 'file_upload') AS uploads,
    count(*) FILTER (WHERE event = 'error') AS errors
  FROM ${allEvents(['tenant_id', 'ts', 'event', 'session_id'])}
  WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
), answers AS (
  SELECT avg(processing_time_ms) AS avg_response_ms,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY processing_time_ms) AS p95_response_ms,
    count(*) FILTER (WHERE has_visualization) AS visualizations
  FROM conversation
  WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event = 'agent_response'
), visits AS (
  SELECT avg(duration_seconds) AS avg_session_seconds
  FROM session
  WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event = 'session_end'
), per_session AS (
  SELECT bool_or(event = 'user_query') AS asked,
    bool_or(event = 'agent_response' AND success IS DISTINCT FROM FALSE) AS answered
  FROM conversation
  WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND session_id IS NOT NULL
  GROUP BY session_id
), completion AS (
  SELECT count(*) FILTER (WHERE asked) AS asked, count(*) FILTER (WHERE asked AND answered) AS answered
  FROM per_session
)
SELECT * FROM counts CROSS JOIN answers CROSS JOIN visits CROSS JOIN completion`
