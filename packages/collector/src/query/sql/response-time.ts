import { fromPart } from '../../sinks/rollups/statements.js'

/** Answers by bucket. $6 `hour` or `day`. */
export const responseTimeSql = `
SELECT date_trunc($6, hour) AS at,
  sum(responses) AS responses,
  sum(time_sum) AS time_sum,
  sum(time_count) AS time_count,
  sum(visualizations) AS visualizations
FROM ${fromPart('answers')}
GROUP BY 1`

/**
 * 95th percentile, interpolated, of the time from question to complete answer by bucket, and one row without `at` of
 * the whole period. $6 `hour` or `day`.
 */
export const percentileSql = `
WITH measured AS MATERIALIZED (
  SELECT date_trunc($6, hour) AS bucket, value, sum(answers) AS answers FROM ${fromPart('times')} GROUP BY 1, 2
), both_spans AS (
  SELECT bucket, value, answers FROM measured
  UNION ALL
  SELECT NULL, value, sum(answers) FROM measured GROUP BY value
), ranked AS (
  SELECT bucket, value, sum(answers) OVER (PARTITION BY bucket ORDER BY value) AS upto,
    0.95 * CAST(sum(answers) OVER (PARTITION BY bucket) - 1 AS double precision) AS place
  FROM both_spans
), around AS (
  SELECT bucket, place, min(value) FILTER (WHERE upto > floor(place)) AS below,
    min(value) FILTER (WHERE upto > ceil(place)) AS above
  FROM ranked GROUP BY bucket, place
)
SELECT bucket AS at, below + (above - below) * (place - floor(place)) AS p95_ms FROM around`
