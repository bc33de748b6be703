/** Time from question to complete answer by bucket. $1 tenant, $2 from, $3 to, $4 `hour` or `day`. */
export const responseTimeSql = `
SELECT date_trunc($4, ts) AS at,
  count(*) AS responses,
  avg(processing_time_ms) AS avg_ms,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY processing_time_ms) AS p95_ms
FROM conversation
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event = 'agent_response'
GROUP BY 1`
