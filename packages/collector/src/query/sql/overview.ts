import { fromRollup } from '../../sinks/rollups/statements.js'
import { countSessions, partedSessions } from './sessions.js'

/** Selects one row per tenant that has events. $1 is the list of tenant ids, joined by commas. */
export const overviewSql = `
WITH events_of AS (
  SELECT tenant_id, sum(events) AS events FROM ${fromRollup('counts')} WHERE event <> 'client_report' GROUP BY tenant_id
), ${partedSessions}, sessions_of AS (
  SELECT tenant_id, ${countSessions('times')} AS sessions
  FROM (SELECT tenant_id, session, count(*) AS times FROM parted GROUP BY tenant_id, session) AS seen
  GROUP BY tenant_id
), runs_of AS (
  SELECT tenant_id, sum(workflows) AS total_workflows, sum(failed) AS failed_workflows,
    sum(latency_sum) / NULLIF(sum(latency_count), 0) AS avg_p95_latency_ms,
    sum(throughput_sum) / NULLIF(sum(throughput_count), 0) AS avg_throughput,
    sum(predictions) AS predictions,
    sum(probability_sum) / NULLIF(sum(probability_count), 0) AS avg_failure_probability
  FROM ${fromRollup('runs')} GROUP BY tenant_id
)
SELECT events_of.tenant_id, events, sessions, total_workflows, failed_workflows, avg_p95_latency_ms, avg_throughput,
  predictions, avg_failure_probability
FROM events_of
LEFT JOIN sessions_of ON sessions_of.tenant_id = events_of.tenant_id
LEFT JOIN runs_of ON runs_of.tenant_id = events_of.tenant_id`
