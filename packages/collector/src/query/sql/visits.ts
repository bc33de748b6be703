import { fromPart } from '../../sinks/rollups/statements.js'

/** How long visits took, over the whole period. */
export const visitsSql = `
SELECT sum(duration_sum) AS duration_sum, sum(duration_count) AS duration_count FROM ${fromPart('visits')}`
