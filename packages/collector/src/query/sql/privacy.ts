import { fromPart } from '../../sinks/rollups/statements.js'

/** What was kept out, by the lists that events carry. Equal lists come as one row with how many events had them. */
export const privacySql = `
SELECT context_redactions, collector_redactions, sum(events) AS events,
  sum(client_removed) AS client_removed, sum(collector_removed) AS collector_removed
FROM ${fromPart('privacy')}
GROUP BY context_redactions, collector_redactions`
