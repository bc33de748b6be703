import { fromRollup } from '../../sinks/rollups/statements.js'

/** Sums up the durations of visits over the whole period. */
export const visitsSql = `
SELECT sum(duration_sum) AS duration_sum, sum(duration_count) AS duration_count FROM ${fromRollup('visits')}`
