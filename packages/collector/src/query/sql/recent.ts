import { allEvents } from '../../sinks/rollups/all-events.js'

export const RECENT = 20

const shown = [
  'id',
  'event',
  'ts',
  'received_at',
  'session_id',
  'context_page_path',
  'context_redactions',
  'collector_redactions',
  'processing_time_ms',
  'latency_ms',
  'response_time_ms',
  'duration_ms',
  'duration_seconds',
  'topic',
  'label',
  'name',
  'vendor_name',
  'override_type',
  'decision_department',
  'outcome',
  'status',
  'error_type',
  'file_type',
]

/** The last events, metadata only: no column of class `text` or `subject` is named here. $1 tenant, $2 from, $3 to. */
export const recentSql = `
SELECT ${shown.join(', ')}
FROM ${allEvents(['tenant_id', ...shown])}
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
ORDER BY ts DESC, id DESC
LIMIT ${RECENT}`
