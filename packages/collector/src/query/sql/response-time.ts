import { fromRollup } from '../../sinks/rollups/statements.js'

/** Sums up answers by bucket. $6 is `hour` or `day`. */
export const responseTimeSql = `
SELECT date_trunc($6, hour) AS at,
  sum(responses) AS responses,
  sum(time_sum) AS time_sum,
  sum(time_count) AS time_count,
  sum(visualizations) AS visualizations
FROM ${fromRollup('answers')}
GROUP BY 1`

/**
 * Interpolates the 95th percentile of the time from question to complete answer, by bucket and, in a row
 * without `at`, over the whole period. $6 is `hour` or `day`.
 */
export const percentileSql = `
WITH measured AS MATERIALIZED (
  SELECT date_trunc($6, hour) AS bucket, value, sum(answers) AS answers FROM ${fromRollup('times')} GROUP BY 1, 2
), both_spans AS (
  SELECT bucket, value, answers FROM measured
  UNION ALL
  SELECT NULL, value, sum(answers) FROM measured GROUP BY value
), ranked AS (
  SELECT bucket, value, sum(answers) OVER (PARTITION BY bucket ORDER BY value) AS upto,
    0.95 * CAST(sum(answers) OVER (PARTITION BY bucket) - 1 AS double precision) AS target_rank
  FROM both_spans
), neighbors AS (
  SELECT bucket, target_rank, min(value) FILTER (WHERE upto > floor(target_rank)) AS below,
    min(value) FILTER (WHERE upto > ceil(target_rank)) AS above
  FROM ranked GROUP BY bucket, target_rank
)
SELECT bucket AS at, below + (above - below) * (target_rank - floor(target_rank)) AS p95_ms FROM neighbors`
