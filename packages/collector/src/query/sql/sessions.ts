import { selectFresh, selectStored } from '../../sinks/rollups/statements.js'

/**
 * Defines, for use after WITH, the sessions of a period: `fresh` is read from the rows, and `parted` has a
 * row for each session and hour. `session` is null for sessions that are in one hour only, since counting
 * them needs no id.
 */
export const partedSessions = `fresh AS MATERIALIZED (
  ${selectFresh('sessions')}
), parted AS (
  SELECT tenant_id, hour, CASE WHEN spread OR session IN (SELECT session FROM fresh) THEN session END AS session, asked, answered
  FROM (${selectStored('sessions')}) AS summed
  UNION ALL
  SELECT tenant_id, hour, session, asked, answered FROM fresh
)`

/** Counts sessions in a group by `session` that counted its rows as `times`. */
export const countSessions = (times: string): string =>
  `sum(CASE WHEN session IS NULL THEN ${times} ELSE 1 END)`

/**
 * Counts sessions by bucket and, in a row without `at`, over the whole period. A session counts when it has
 * any event in the bucket. `asked` counts sessions with a query, `answered` those of them with a successful
 * answer; an answer counts as successful unless it says that it was not. $6 is `hour` or `day`.
 */
export const sessionsSql = `
WITH ${partedSessions}, hourly AS (
  SELECT hour, session, count(*) AS times, count(*) FILTER (WHERE asked) AS asked,
    count(*) FILTER (WHERE answered) AS answered, count(*) FILTER (WHERE asked AND answered) AS complete
  FROM parted GROUP BY hour, session
), seen AS MATERIALIZED (
  SELECT date_trunc($6, hour) AS bucket, session, sum(times) AS times, sum(asked) AS asked, sum(answered) AS answered,
    sum(complete) AS complete
  FROM hourly GROUP BY 1, 2
), whole AS (
  SELECT session, sum(times) AS times, sum(asked) AS asked, sum(answered) AS answered, sum(complete) AS complete
  FROM seen GROUP BY session
)
SELECT bucket AS at, ${countSessions('times')} AS sessions, CAST(NULL AS bigint) AS asked, CAST(NULL AS bigint) AS answered
FROM seen GROUP BY bucket
UNION ALL
SELECT NULL, ${countSessions('times')}, sum(CASE WHEN session IS NULL THEN asked WHEN asked > 0 THEN 1 END),
  sum(CASE WHEN session IS NULL THEN complete WHEN asked > 0 AND answered > 0 THEN 1 END)
FROM whole`
