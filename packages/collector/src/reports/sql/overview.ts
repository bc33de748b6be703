import { allEvents } from './all-events.js'

/**
 * One row per tenant that has events. A run that timed out failed too. $1 tenant ids joined by commas, $2 from,
 * $3 to.
 */
export const overviewSql = `
WITH counts AS (
  SELECT tenant_id, count(*) AS events, count(DISTINCT session_id) AS sessions
  FROM ${allEvents(['tenant_id', 'ts', 'event', 'session_id'])}
  WHERE tenant_id = ANY(string_to_array($1, ',')) AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
    AND event <> 'client_report'
  GROUP BY tenant_id
), runs AS (
  SELECT tenant_id,
    count(*) FILTER (WHERE event = 'workflow_run') AS total_workflows,
    count(*) FILTER (WHERE event = 'workflow_run' AND status IN ('failure', 'timed_out')) AS failed_workflows,
    avg(p95_latency_ms) AS avg_p95_latency_ms,
    avg(throughput) AS avg_throughput,
    count(*) FILTER (WHERE event = 'prediction') AS predictions,
    avg(probability) AS avg_failure_probability
  FROM operations
  WHERE tenant_id = ANY(string_to_array($1, ',')) AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
  GROUP BY tenant_id
)
SELECT counts.tenant_id, events, sessions, total_workflows, failed_workflows, avg_p95_latency_ms, avg_throughput,
  predictions, avg_failure_probability
FROM counts LEFT JOIN runs ON runs.tenant_id = counts.tenant_id`
