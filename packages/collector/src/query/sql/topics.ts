import { fromRollup } from '../../sinks/rollups/statements.js'

/** Selects the most frequent topics of answers, and how often nothing matched. */
export const topicsSql = `
SELECT topic, sum(answers) AS count, sum(no_match) AS no_match
FROM ${fromRollup('topics')}
GROUP BY topic
ORDER BY sum(answers) DESC, topic
LIMIT 20`
