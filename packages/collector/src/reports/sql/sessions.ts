import { fromPart } from '../../rollups/statements.js'

/**
 * Sessions by bucket, and one row without `at` of the whole period. A session counts when any of its events is
 * there. `asked` and `answered` are sessions with a query, and those of them with a successful answer; an answer
 * counts as successful unless it says that it was not. $6 `hour` or `day`.
 */
export const sessionsSql = `
WITH seen AS MATERIALIZED (
  SELECT date_trunc($6, hour) AS bucket, session, bool_or(asked) AS asked, bool_or(answered) AS answered
  FROM ${fromPart('sessions')}
  GROUP BY 1, 2
), whole AS (
  SELECT bool_or(asked) AS asked, bool_or(answered) AS answered FROM seen GROUP BY session
)
SELECT bucket AS at, count(*) AS sessions, CAST(NULL AS bigint) AS asked, CAST(NULL AS bigint) AS answered FROM seen GROUP BY bucket
UNION ALL
SELECT NULL, count(*), count(*) FILTER (WHERE asked), count(*) FILTER (WHERE asked AND answered) FROM whole`
