import { fromPart } from '../../rollups/statements.js'

/** Events by type, and how many of them hold text, which is there only where content capture is on. */
export const byEventSql = `
SELECT event, sum(events) AS count, sum(with_text) AS with_text
FROM ${fromPart('counts')}
GROUP BY event
ORDER BY sum(events) DESC, event`
