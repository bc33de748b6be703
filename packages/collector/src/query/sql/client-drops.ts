import { fromRollup } from '../../sinks/rollups/statements.js'

/** Selects what clients reported as dropped, with equal lists in one row. */
export const clientDropsSql = `
SELECT drops, sum(reports) AS reports
FROM ${fromRollup('drops')}
GROUP BY drops`
