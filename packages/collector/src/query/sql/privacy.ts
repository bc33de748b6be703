import { fromRollup } from '../../sinks/rollups/statements.js'

/**
 * Counts redactions and removed fields by the lists that events hold. Events with equal lists are counted in
 * one row.
 */
export const privacySql = `
SELECT context_redactions, collector_redactions, sum(events) AS events,
  sum(client_removed) AS client_removed, sum(collector_removed) AS collector_removed
FROM ${fromRollup('privacy')}
GROUP BY context_redactions, collector_redactions`
