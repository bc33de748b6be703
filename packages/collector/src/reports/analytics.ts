/** `/analytics/data`: everything that the dashboard draws, from one statement per part. */
import type {
  AnalyticsData,
  DeliveryLedger,
  PrivacyLedger,
  RecentEvent,
  Totals,
} from '@hushlog/schema/reports'
import { count, figure, share, text } from './cell.js'
import { addCounts, formatCounts } from './count-list.js'
import { detailOf } from './detail.js'
import type { ReportPeriod } from './period.js'
import { byEventSql } from './sql/by-event.js'
import { clientDropsSql } from './sql/client-drops.js'
import { privacySql } from './sql/privacy.js'
import { RECENT, recentSql } from './sql/recent.js'
import { percentileSql, responseTimeSql } from './sql/response-time.js'
import { sessionsSql } from './sql/sessions.js'
import { topicsSql } from './sql/topics.js'
import { visitsSql } from './sql/visits.js'
import { volumeSql } from './sql/volume.js'
import type { ReportStore, Row } from './store.js'

/** What the collector knows without asking the store. */
export type LiveDelivery = Omit<DeliveryLedger, 'client_dropped'>

/** All of the answer that the store knows. */
export interface StoredAnalytics extends Omit<AnalyticsData, 'delivery'> {
  readonly clientDropped: DeliveryLedger['client_dropped']
}

export async function readAnalytics(
  store: ReportStore,
  tenantId: string,
  period: ReportPeriod,
  now: number,
): Promise<StoredAnalytics> {
  const raw = await store.fromRows(period.from, period.to)
  const span = [tenantId, period.from, period.to, raw.from, raw.to]
  const inSpan = (sql: string) => store.rows(sql, span)
  const byBucket = (sql: string) => store.rows(sql, [...span, period.bucket])
  const [volume, sessions, responseTime, percentiles, visits, topics, byEvent, privacy, drops] =
    await Promise.all([
      byBucket(volumeSql),
      byBucket(sessionsSql),
      byBucket(responseTimeSql),
      byBucket(percentileSql),
      inSpan(visitsSql),
      inSpan(topicsSql),
      inSpan(byEventSql),
      inSpan(privacySql),
      inSpan(clientDropsSql),
    ])
  const recent = await store.rows(recentSql, [tenantId, beginOfLast(RECENT, period, volume), period.to])
  const sessionsAt = byTime(sessions)
  const percentileAt = byTime(percentiles)
  return {
    tenant_id: tenantId,
    days: period.days,
    from: period.from,
    to: period.to,
    generated_at: new Date(now).toISOString(),
    totals: totalsOf({
      events: byEvent,
      sessions: sessionsAt.get(null),
      responseTime,
      percentile: percentileAt.get(null),
      visits: visits[0],
    }),
    bucket: period.bucket,
    volume: inBuckets(period, volume, (at, row) => ({
      at,
      events: count(row, 'events'),
      sessions: count(sessionsAt.get(at), 'sessions'),
      queries: count(row, 'queries'),
      responses: count(row, 'responses'),
    })),
    response_time: inBuckets(period, responseTime, (at, row) => ({
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
    by_event: byEvent
      .filter(({ event }) => event !== 'client_report')
      .map((row) => ({ event: text(row, 'event') ?? '', count: count(row, 'count') })),
    recent: recent.map(recentOf),
    privacy: privacyOf(privacy, sumOf(byEvent, 'with_text')),
    clientDropped: dropsOf(drops),
  }
}

export const withDelivery = (stored: StoredAnalytics, live: LiveDelivery): AnalyticsData => {
  const { clientDropped, ...rest } = stored
  return { ...rest, delivery: { client_dropped: clientDropped, ...live } }
}

const sumOf = (rows: readonly Row[], name: string): number =>
  rows.reduce((sum, row) => sum + count(row, name), 0)

interface Parts {
  readonly events: readonly Row[]
  readonly sessions: Row | undefined
  readonly responseTime: readonly Row[]
  readonly percentile: Row | undefined
  readonly visits: Row | undefined
}

function totalsOf({ events, sessions: seen, responseTime, percentile, visits }: Parts): Totals {
  const counts = new Map(events.map((row) => [text(row, 'event'), count(row, 'count')]))
  const sessions = count(seen, 'sessions')
  const queries = counts.get('user_query') ?? 0
  const responses = counts.get('agent_response') ?? 0
  return {
    events: sumOf(events, 'count') - (counts.get('client_report') ?? 0),
    sessions,
    queries,
    responses,
    uploads: counts.get('file_upload') ?? 0,
    errors: counts.get('error') ?? 0,
    avg_response_ms: share(sumOf(responseTime, 'time_sum'), sumOf(responseTime, 'time_count')),
    p95_response_ms: figure(percentile, 'p95_ms'),
    avg_session_seconds: share(count(visits, 'duration_sum'), count(visits, 'duration_count')),
    queries_per_session: share(queries, sessions),
    completion_rate: share(count(seen, 'answered'), count(seen, 'asked')),
    visualization_share: share(sumOf(responseTime, 'visualizations'), responses),
  }
}

/** Rows by their bucket; null is the row of the whole period. */
const byTime = (rows: readonly Row[]): ReadonlyMap<string | null, Row> =>
  new Map(rows.map((row) => [text(row, 'at'), row]))

/** The beginning of the last bucket from which on there are that many events: a store need not look further back. */
function beginOfLast(events: number, period: ReportPeriod, volume: readonly Row[]): string {
  const at = byTime(volume)
  let seen = 0
  for (const begin of [...period.buckets].reverse()) {
    seen += count(at.get(begin), 'events')
    if (seen >= events) return begin
  }
  return period.from
}

/** Every bucket of the period in order; `row` is undefined where the store has none. */
function inBuckets<T>(
  period: ReportPeriod,
  rows: readonly Row[],
  point: (at: string, row: Row | undefined) => T,
): readonly T[] {
  const found = byTime(rows)
  return period.buckets.map((at) => point(at, found.get(at)))
}

function recentOf(row: Row): RecentEvent {
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

function privacyOf(rows: readonly Row[], eventsWithText: number): PrivacyLedger {
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

function dropsOf(rows: readonly Row[]): Readonly<Record<string, number>> {
  const drops = new Map<string, number>()
  for (const row of rows) addCounts(drops, text(row, 'drops'), count(row, 'reports'))
  return Object.fromEntries(drops)
}
