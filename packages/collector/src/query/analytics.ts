/** Makes the answer to `/analytics/data`: all figures of the dashboard, by one statement per part. */
import type {
  AnalyticsData,
  DeliveryLedger,
  PrivacyLedger,
  RecentEvent,
  Totals,
} from '@hushlog/schema/reports'
import type { ReportStore, Row } from '../sinks/report-store.js'
import { count, figure, share, text } from './cell.js'
import { addCounts, formatCounts } from './count-list.js'
import { detailOf } from './detail.js'
import type { ReportPeriod } from './period.js'
import { clientDropsSql } from './sql/client-drops.js'
import { countsSql } from './sql/counts.js'
import { privacySql } from './sql/privacy.js'
import { RECENT, recentSql } from './sql/recent.js'
import { percentileSql, responseTimeSql } from './sql/response-time.js'
import { sessionsSql } from './sql/sessions.js'
import { topicsSql } from './sql/topics.js'
import { visitsSql } from './sql/visits.js'

/** The part of the delivery ledger that the collector knows without asking the store. */
export type LiveDelivery = Omit<DeliveryLedger, 'client_dropped'>

/** The part of the answer that the store knows. */
export interface StoredAnalytics extends Omit<AnalyticsData, 'delivery' | 'store' | 'figures'> {
  readonly clientDropped: DeliveryLedger['client_dropped']
}

export async function readAnalytics(
  store: ReportStore,
  tenantId: string,
  period: ReportPeriod,
  now: number,
): Promise<StoredAnalytics> {
  const raw = await store.freshRange(period.from, period.to)
  const span = [tenantId, period.from, period.to, raw.from, raw.to]
  const inSpan = (sql: string) => store.rows(sql, span)
  const byBucket = (sql: string) => store.rows(sql, [...span, period.bucket])
  const counted = byBucket(countsSql)
    // Reports of SDKs about themselves are not activity.
    .then((rows) => rows.filter(({ event }) => event !== 'client_report'))
  const last = counted.then((counts) =>
    store.rows(recentSql, [tenantId, startOfLast(RECENT, period, counts), period.to]),
  )
  const [counts, sessions, responseTime, percentiles, visits, topics, privacy, drops, recent] =
    await Promise.all([
      counted,
      byBucket(sessionsSql),
      byBucket(responseTimeSql),
      byBucket(percentileSql),
      inSpan(visitsSql),
      inSpan(topicsSql),
      inSpan(privacySql),
      inSpan(clientDropsSql),
      last,
    ])
  const countsAt = groupBy(counts, 'at')
  const sessionsAt = rowByBucket(sessions)
  const percentileAt = rowByBucket(percentiles)
  return {
    tenant_id: tenantId,
    days: period.days,
    from: period.from,
    to: period.to,
    generated_at: new Date(now).toISOString(),
    totals: toTotals({
      counts,
      sessions: sessionsAt.get(null),
      responseTime,
      percentile: percentileAt.get(null),
      visits: visits[0],
    }),
    bucket: period.bucket,
    volume: period.buckets.map((at) => {
      const rows = countsAt.get(at) ?? []
      return {
        at,
        events: sumColumn(rows, 'events'),
        sessions: count(sessionsAt.get(at), 'sessions'),
        queries: countEvents(rows, 'user_query'),
        responses: countEvents(rows, 'agent_response'),
      }
    }),
    response_time: pointsOf(period, responseTime, (at, row) => ({
      at,
      responses: count(row, 'responses'),
      avg_ms: share(count(row, 'time_sum'), count(row, 'time_count')),
      p95_ms: figure(percentileAt.get(at), 'p95_ms'),
    })),
    topics: topics.map((row) => ({
      topic: text(row, 'topic') ?? '',
      count: count(row, 'count'),
      no_match: count(row, 'no_match'),
    })),
    by_event: countByEvent(counts),
    recent: recent.map(toRecentEvent),
    privacy: toPrivacyLedger(privacy, sumColumn(counts, 'with_text')),
    clientDropped: sumDrops(drops),
  }
}

export const withDelivery = (
  stored: StoredAnalytics & Pick<AnalyticsData, 'store' | 'figures'>,
  live: LiveDelivery,
): AnalyticsData => {
  const { clientDropped, ...rest } = stored
  return { ...rest, delivery: { client_dropped: clientDropped, ...live } }
}

const sumColumn = (rows: readonly Row[], name: string): number =>
  rows.reduce((sum, row) => sum + count(row, name), 0)

/** Groups rows by the text in a column; groups and rows keep the order of the rows. */
function groupBy(rows: readonly Row[], name: string): ReadonlyMap<string | null, readonly Row[]> {
  const groups = new Map<string | null, Row[]>()
  for (const row of rows) {
    const key = text(row, name)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

const countEvents = (counts: readonly Row[], event: string): number =>
  sumColumn(
    counts.filter((row) => row.event === event),
    'events',
  )

/** Counts events by type and lists the most frequent type first. */
const countByEvent = (counts: readonly Row[]): AnalyticsData['by_event'] =>
  [...groupBy(counts, 'event')]
    .map(([event, rows]) => ({ event: event ?? '', count: sumColumn(rows, 'events') }))
    .sort((a, b) => b.count - a.count || (a.event < b.event ? -1 : 1))

interface TotalsParts {
  readonly counts: readonly Row[]
  readonly sessions: Row | undefined
  readonly responseTime: readonly Row[]
  readonly percentile: Row | undefined
  readonly visits: Row | undefined
}

function toTotals({ counts, sessions: seen, responseTime, percentile, visits }: TotalsParts): Totals {
  const sessions = count(seen, 'sessions')
  const queries = countEvents(counts, 'user_query')
  const responses = countEvents(counts, 'agent_response')
  return {
    events: sumColumn(counts, 'events'),
    sessions,
    queries,
    responses,
    uploads: countEvents(counts, 'file_upload'),
    errors: countEvents(counts, 'error'),
    avg_response_ms: share(sumColumn(responseTime, 'time_sum'), sumColumn(responseTime, 'time_count')),
    p95_response_ms: figure(percentile, 'p95_ms'),
    avg_session_seconds: share(count(visits, 'duration_sum'), count(visits, 'duration_count')),
    queries_per_session: share(queries, sessions),
    completion_rate: share(count(seen, 'answered'), count(seen, 'asked')),
    visualization_share: share(sumColumn(responseTime, 'visualizations'), responses),
  }
}

/** Maps each bucket to its row; null is the key of the row of the whole period. */
const rowByBucket = (rows: readonly Row[]): ReadonlyMap<string | null, Row> =>
  new Map(rows.map((row) => [text(row, 'at'), row]))

/**
 * Returns where the shortest run of last buckets begins that holds so many events: a store need not look
 * further back.
 */
function startOfLast(events: number, period: ReportPeriod, counts: readonly Row[]): string {
  const at = groupBy(counts, 'at')
  let seen = 0
  for (const begin of [...period.buckets].reverse()) {
    seen += sumColumn(at.get(begin) ?? [], 'events')
    if (seen >= events) return begin
  }
  return period.from
}

/** Makes a point for each bucket of the period, in order; `row` is undefined where the store has none. */
function pointsOf<T>(
  period: ReportPeriod,
  rows: readonly Row[],
  point: (at: string, row: Row | undefined) => T,
): readonly T[] {
  const found = rowByBucket(rows)
  return period.buckets.map((at) => point(at, found.get(at)))
}

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

function toPrivacyLedger(rows: readonly Row[], eventsWithText: number): PrivacyLedger {
  const client = new Map<string, number>()
  const collector = new Map<string, number>()
  const removed = { client: 0, collector: 0 }
  for (const row of rows) {
    const events = count(row, 'events')
    addCounts(client, text(row, 'context_redactions'), events)
    addCounts(collector, text(row, 'collector_redactions'), events)
    removed.client += count(row, 'client_removed')
    removed.collector += count(row, 'collector_removed')
  }
  const rules = [...new Set([...client.keys(), ...collector.keys()])]
    .sort()
    .map((rule) => ({ rule, client: client.get(rule) ?? 0, collector: collector.get(rule) ?? 0 }))
  return { rules, removed_fields: removed, events_with_text: eventsWithText }
}

function sumDrops(rows: readonly Row[]): Readonly<Record<string, number>> {
  const drops = new Map<string, number>()
  for (const row of rows) addCounts(drops, text(row, 'drops'), count(row, 'reports'))
  return Object.fromEntries(drops)
}
