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
import { privacySql, withTextSql } from './sql/privacy.js'
import { recentSql } from './sql/recent.js'
import { responseTimeSql } from './sql/response-time.js'
import { topicsSql } from './sql/topics.js'
import { totalsSql } from './sql/totals.js'
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
  const span = [tenantId, period.from, period.to]
  const [totals, volume, responseTime, topics, byEvent, recent, privacy, withText, drops] = await Promise.all(
    [
      store.rows(totalsSql, span),
      store.rows(volumeSql, [...span, period.bucket]),
      store.rows(responseTimeSql, [...span, period.bucket]),
      store.rows(topicsSql, span),
      store.rows(byEventSql, span),
      store.rows(recentSql, span),
      store.rows(privacySql, span),
      store.rows(withTextSql, span),
      store.rows(clientDropsSql, span),
    ],
  )
  return {
    tenant_id: tenantId,
    days: period.days,
    from: period.from,
    to: period.to,
    generated_at: new Date(now).toISOString(),
    totals: totalsOf(totals[0]),
    bucket: period.bucket,
    volume: inBuckets(period, volume, (at, row) => ({
      at,
      events: count(row, 'events'),
      sessions: count(row, 'sessions'),
      queries: count(row, 'queries'),
      responses: count(row, 'responses'),
    })),
    response_time: inBuckets(period, responseTime, (at, row) => ({
      at,
      responses: count(row, 'responses'),
      avg_ms: figure(row, 'avg_ms'),
      p95_ms: figure(row, 'p95_ms'),
    })),
    topics: topics.map((row) => ({
      topic: text(row, 'topic') ?? '',
      count: count(row, 'count'),
      no_match: count(row, 'no_match'),
    })),
    by_event: byEvent.map((row) => ({ event: text(row, 'event') ?? '', count: count(row, 'count') })),
    recent: recent.map(recentOf),
    privacy: privacyOf(privacy, count(withText[0], 'events')),
    clientDropped: dropsOf(drops),
  }
}

export const withDelivery = (stored: StoredAnalytics, live: LiveDelivery): AnalyticsData => {
  const { clientDropped, ...rest } = stored
  return { ...rest, delivery: { client_dropped: clientDropped, ...live } }
}

function totalsOf(row: Row | undefined): Totals {
  const sessions = count(row, 'sessions')
  const queries = count(row, 'queries')
  const responses = count(row, 'responses')
  return {
    events: count(row, 'events'),
    sessions,
    queries,
    responses,
    uploads: count(row, 'uploads'),
    errors: count(row, 'errors'),
    avg_response_ms: figure(row, 'avg_response_ms'),
    p95_response_ms: figure(row, 'p95_response_ms'),
    avg_session_seconds: figure(row, 'avg_session_seconds'),
    queries_per_session: share(queries, sessions),
    completion_rate: share(count(row, 'answered'), count(row, 'asked')),
    visualization_share: share(count(row, 'visualizations'), responses),
  }
}

/** Every bucket of the period in order; `row` is undefined where the store has none. */
function inBuckets<T>(
  period: ReportPeriod,
  rows: readonly Row[],
  point: (at: string, row: Row | undefined) => T,
): readonly T[] {
  const byTime = new Map(rows.map((row) => [text(row, 'at'), row]))
  return period.buckets.map((at) => point(at, byTime.get(at)))
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
