import { allEvents } from '../../sinks/rollups/all-events.js'

/** The dashboard lists so many events. */
export const RECENT = 20

const columns = [
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

/**
 * Selects the last events with metadata only: no column of class `text` or `subject` is among them. $1 is the
 * tenant, $2 the first instant and $3 the first instant after the period.
 */
export const recentSql = `
SELECT ${columns.join(', ')}
FROM ${allEvents(['tenant_id', ...columns])}
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
ORDER BY ts DESC, id DESC
LIMIT ${RECENT}`
