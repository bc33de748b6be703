import { fromRollup } from '../../sinks/rollups/statements.js'

/**
 * Counts events by bucket and type, and how many of them hold text, which they do only where content capture
 * is on. $6 is `hour` or `day`.
 */
export const countsSql = `
SELECT date_trunc($6, hour) AS at, event, sum(events) AS events, sum(with_text) AS with_text
FROM ${fromRollup('counts')}
GROUP BY 1, 2`
