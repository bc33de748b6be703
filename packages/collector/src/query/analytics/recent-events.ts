/** Reads the last events with metadata only: no column of class `text` or `subject` is among them. */
import type { RecentEvent } from '@hushlog/schema/reports'
import type { NamedReportStore, Row } from '../../sinks/report-store.js'
import { text } from '../cell.js'
import { readRows } from '../event-log/read-page.js'
import type { Query } from '../language/check-query.js'
import { anyEvent } from '../language/event-selection.js'
import { addCounts, formatCounts } from './count-list.js'
import { detailColumns, detailOf } from './detail.js'

/** The dashboard lists so many events. */
const RECENT = 20

const columns = [
  'id',
  'event',
  'ts',
  'received_at',
  'session_id',
  'context_page_path',
  'context_redactions',
  'collector_redactions',
  ...detailColumns,
]

function toRecentEvent(row: Row): RecentEvent {
  const redactions = new Map<string, number>()
  addCounts(redactions, text(row, 'context_redactions'))
  addCounts(redactions, text(row, 'collector_redactions'))
  return {
    id: text(row, 'id') ?? '',
    event: text(row, 'event') ?? '',
    ts: text(row, 'ts') ?? '',
    received_at: text(row, 'received_at') ?? '',
    session_id: text(row, 'session_id'),
    page_path: text(row, 'context_page_path'),
    detail: detailOf(row),
    redactions: redactions.size === 0 ? null : formatCounts(redactions),
  }
}

/**
 * @param query says the tenant and the period
 * @returns none where rows of few sessions are folded, since each of these events is of one session
 */
export async function readRecent(from: NamedReportStore, query: Query): Promise<readonly RecentEvent[]> {
  if (query.settings.minSessions > 0) return []
  const page = { query, selection: anyEvent, after: undefined, limit: RECENT }
  return (await readRows(from, page, columns)).slice(0, RECENT).map(toRecentEvent)
}
