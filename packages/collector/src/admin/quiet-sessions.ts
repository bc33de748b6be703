/** Reads the sessions that began, of which nothing more came, and that have no end. */
import { usageEvents } from '../query/catalogue/index.js'
import { eventRows } from '../query/compile/event-rows.js'
import type { ReportStore } from '../sinks/report-store.js'

export interface QuietSession {
  readonly sessionId: string
  /** Holds the event time of its start in milliseconds since the epoch. */
  readonly start: number
  /** Holds the event time of its last event in milliseconds since the epoch. */
  readonly last: number
  readonly queries: number
  readonly uploads: number
  readonly messages: number
}

/** Times of receipt in milliseconds since the epoch: the clock of a client may be wrong by years. */
export interface QuietSpan {
  /** The last event of a quiet session came after `from` and before `to`. */
  readonly from: number
  readonly to: number
  /** No event of such a session came before this time. */
  readonly since: number
}

/** Sessions that one call returns at most. The next call returns others, when these have an end. */
export const MAX_QUIET_SESSIONS = 10_000

/** @param time the number of a parameter */
const eventsSince = (time: string, columns: readonly string[]): string =>
  eventRows(columns, usageEvents, `tenant_id = $1 AND received_at >= CAST(${time} AS timestamp)`)

/**
 * $1 is the tenant, $2 from, $3 to, $4 since. Few sessions fell quiet, and only of these are all events
 * read.
 */
const sql = `
WITH quiet AS (
  SELECT session_id FROM ${eventsSince('$2', ['session_id', 'received_at', 'event'])} AS late
  WHERE session_id IS NOT NULL AND event <> 'client_report'
  GROUP BY session_id HAVING max(received_at) < CAST($3 AS timestamp)
)
SELECT session_id, min(CASE WHEN event = 'session_start' THEN ts END) AS started, max(ts) AS last,
  count(*) FILTER (WHERE event = 'user_query') AS queries,
  count(*) FILTER (WHERE event = 'file_upload') AS uploads,
  count(*) FILTER (WHERE event IN ('user_query', 'agent_response')) AS messages
FROM ${eventsSince('$4', ['session_id', 'event', 'ts'])} AS whole
WHERE event <> 'client_report' AND session_id IN (SELECT session_id FROM quiet)
GROUP BY session_id
HAVING count(*) FILTER (WHERE event = 'session_start') > 0 AND count(*) FILTER (WHERE event = 'session_end') = 0
ORDER BY last
LIMIT ${MAX_QUIET_SESSIONS}`

const formatTime = (time: number) => new Date(time).toISOString()

export async function readQuietSessions(
  store: Pick<ReportStore, 'rows'>,
  tenantId: string,
  { from, to, since }: QuietSpan,
): Promise<readonly QuietSession[]> {
  const rows = await store.rows(sql, [tenantId, formatTime(from), formatTime(to), formatTime(since)])
  return rows.map((row) => ({
    sessionId: String(row.session_id),
    start: Date.parse(String(row.started)),
    last: Date.parse(String(row.last)),
    queries: Number(row.queries),
    uploads: Number(row.uploads),
    messages: Number(row.messages),
  }))
}
