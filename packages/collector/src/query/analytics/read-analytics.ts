/** Makes the answer to `/analytics/data`: its members are queries, and few figures that no metric has. */
import type { AnalyticsData, DeliveryLedger, PrivacyLedger, Totals } from '@hushlog/schema/reports'
import type { ReadAccess } from '../../http/access.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import { checkQuery, MAX_LIMIT } from '../language/check-query.js'
import type { QuerySettings } from '../language/query-settings.js'
import type { ReportPeriod } from '../period.js'
import type { Figure } from '../range-rows.js'
import { type AskedRow, askRows } from './ask-rows.js'
import { readRecent } from './recent-events.js'
import { readStoredMarks } from './stored-marks.js'

/** The part of the delivery ledger that the collector knows without asking the store. */
export type LiveDelivery = Omit<DeliveryLedger, 'client_dropped'>

/** The part of the answer that the store knows. */
export interface StoredAnalytics extends Omit<AnalyticsData, 'delivery' | 'store' | 'figures'> {
  readonly clientDropped: DeliveryLedger['client_dropped']
}

export interface AnalyticsRequest {
  readonly tenantId: string
  readonly access: ReadAccess
  readonly period: ReportPeriod
  readonly settings: QuerySettings
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** The topics of the answer are so many at most. */
const TOPICS = 20

/** Names the metric of each total. */
const totalMetrics: Readonly<Record<keyof Totals, string>> = {
  events: 'events',
  sessions: 'sessions',
  queries: 'questions',
  responses: 'answers',
  uploads: 'uploads',
  errors: 'errors',
  avg_response_ms: 'processing_time_ms_avg',
  p95_response_ms: 'processing_time_ms_p95',
  avg_session_seconds: 'session_duration_avg',
  queries_per_session: 'questions_per_session',
  completion_rate: 'completion_rate',
  visualization_share: 'visualization_rate',
}

interface Question {
  readonly metrics: readonly string[]
  readonly dimensions?: readonly string[]
  readonly filters?: readonly unknown[]
  readonly limit?: number
}

type Ask = (question: Question) => Promise<readonly AskedRow[]>

/** @param totals the figures of the whole period by the ids of their metrics, where they are known already */
export async function readAnalytics(
  from: NamedReportStore,
  request: AnalyticsRequest,
  totals?: Readonly<Record<string, unknown>>,
): Promise<StoredAnalytics> {
  const { tenantId, access, period, settings, now } = request
  const checked = (question: Question) =>
    checkQuery({ tenant: tenantId, date_range: [period.from, period.to], ...question }, access, now, settings)
  const ask: Ask = (question) => askRows(from, checked(question))
  const everything = checked({ metrics: ['events'] })

  const [whole, buckets, topics, byEvent, privacy, drops, recent] = await Promise.all([
    totals ?? readTotals(ask),
    readBuckets(ask, period),
    ask({
      metrics: ['answers', 'no_matches'],
      dimensions: ['topic'],
      filters: [['not', ['is_null', 'topic']]],
      limit: TOPICS,
    }),
    ask({ metrics: ['events'], dimensions: ['event'], limit: MAX_LIMIT }),
    readPrivacy(from, ask, everything),
    ask({ metrics: ['client_drops'], dimensions: ['reason'], limit: MAX_LIMIT }),
    readRecent(from, everything),
  ])
  return {
    tenant_id: tenantId,
    days: period.days,
    from: period.from,
    to: period.to,
    generated_at: new Date(now).toISOString(),
    totals: toTotals(whole),
    bucket: period.bucket,
    ...buckets,
    topics: topics.map(({ dimensions: [topic], metrics: [count, noMatch] }) => ({
      topic: String(topic),
      count: count ?? 0,
      no_match: noMatch ?? 0,
    })),
    by_event: byEvent.map(({ dimensions: [event], metrics: [count] }) => ({
      event: String(event),
      count: count ?? 0,
    })),
    recent,
    // Without figures of the whole there are too few sessions to tell of.
    privacy: whole.events === null ? nothingRemoved : privacy,
    clientDropped: Object.fromEntries(
      drops.map(({ dimensions: [reason], metrics: [count] }) => [String(reason), count ?? 0]),
    ),
  }
}

export const withDelivery = (
  stored: StoredAnalytics & Pick<AnalyticsData, 'store' | 'figures'>,
  live: LiveDelivery,
): AnalyticsData => {
  const { clientDropped, ...rest } = stored
  return { ...rest, delivery: { client_dropped: clientDropped, ...live } }
}

async function readTotals(ask: Ask): Promise<Readonly<Record<string, Figure>>> {
  const metrics = Object.values(totalMetrics)
  const [row] = await ask({ metrics })
  return Object.fromEntries(metrics.map((id, i) => [id, row?.metrics[i] ?? null]))
}

function toTotals(figures: Readonly<Record<string, unknown>>): Totals {
  const read = (name: keyof Totals): Figure => {
    const figure = figures[totalMetrics[name]]
    return typeof figure === 'number' ? figure : null
  }
  const count = (name: keyof Totals): number => read(name) ?? 0
  return {
    events: count('events'),
    sessions: count('sessions'),
    queries: count('queries'),
    responses: count('responses'),
    uploads: count('uploads'),
    errors: count('errors'),
    avg_response_ms: read('avg_response_ms'),
    p95_response_ms: read('p95_response_ms'),
    avg_session_seconds: read('avg_session_seconds'),
    queries_per_session: read('queries_per_session'),
    completion_rate: read('completion_rate'),
    visualization_share: read('visualization_share'),
  }
}

/** A bucket of too few sessions is left out. */
async function readBuckets(
  ask: Ask,
  { bucket }: ReportPeriod,
): Promise<Pick<AnalyticsData, 'volume' | 'response_time'>> {
  const rows = await ask({
    metrics: [
      'events',
      'sessions',
      'questions',
      'answers',
      'processing_time_ms_avg',
      'processing_time_ms_p95',
    ],
    dimensions: [`time:${bucket}`],
  })
  const points = rows.map(
    ({ dimensions: [label], metrics: [events, sessions, questions, answers, avg, p95] }) => ({
      at: new Date(String(label)).toISOString(),
      events: events ?? 0,
      sessions: sessions ?? 0,
      queries: questions ?? 0,
      responses: answers ?? 0,
      avg_ms: avg ?? null,
      p95_ms: p95 ?? null,
    }),
  )
  return {
    volume: points.map(({ at, events, sessions, queries, responses }) => ({
      at,
      events,
      sessions,
      queries,
      responses,
    })),
    response_time: points.map(({ at, responses, avg_ms, p95_ms }) => ({ at, responses, avg_ms, p95_ms })),
  }
}

const nothingRemoved: PrivacyLedger = {
  rules: [],
  removed_fields: { client: 0, collector: 0 },
  events_with_text: 0,
}

async function readPrivacy(
  from: NamedReportStore,
  ask: Ask,
  everything: Parameters<typeof readStoredMarks>[1],
): Promise<PrivacyLedger> {
  const [redactions, marks] = await Promise.all([
    ask({ metrics: ['redactions'], dimensions: ['rule', 'stage'], limit: MAX_LIMIT }),
    readStoredMarks(from, everything),
  ])
  const count = (rule: string, stage: string): number =>
    redactions.find(({ dimensions }) => dimensions[0] === rule && dimensions[1] === stage)?.metrics[0] ?? 0
  const rules = [...new Set(redactions.map(({ dimensions: [rule] }) => String(rule)))]
    .sort()
    .map((rule) => ({ rule, client: count(rule, 'client'), collector: count(rule, 'collector') }))
  return { rules, ...marks }
}
