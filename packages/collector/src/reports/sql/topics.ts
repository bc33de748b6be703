/** The most frequent topics of answers, and how often nothing matched. $1 tenant, $2 from, $3 to. */
export const topicsSql = `
SELECT topic, count(*) AS count, count(*) FILTER (WHERE no_match) AS no_match
FROM conversation
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp)
  AND event = 'agent_response' AND topic IS NOT NULL
GROUP BY topic
ORDER BY count(*) DESC, topic
LIMIT 20`
