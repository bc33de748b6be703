import { fromPart } from '../../sinks/rollups/statements.js'

/** What clients reported having dropped. Equal lists come as one row. */
export const clientDropsSql = `
SELECT drops, sum(reports) AS reports
FROM ${fromPart('drops')}
GROUP BY drops`
