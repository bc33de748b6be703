/** What clients reported having dropped. Equal lists come as one row. $1 tenant, $2 from, $3 to. */
export const clientDropsSql = `
SELECT drops, count(*) AS reports
FROM client
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND drops IS NOT NULL
GROUP BY drops`
