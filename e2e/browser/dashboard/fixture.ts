/** Makes a repeatable answer of `/analytics/data` as a busy tenant gets it, with every panel filled. */
import type { AnalyticsData } from '@hushlog/schema/reports'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Draws repeatable numbers, so that two screenshots of the same state are equal. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

export function busyData(days: number, tenant: string, now = Date.now()): AnalyticsData {
  const next = createRandom(days)
  const bucketMs = days <= 2 ? HOUR : DAY
  const count = Math.round((days * DAY) / bucketMs)
  const to = Math.ceil(now / bucketMs) * bucketMs
  const iso = (ms: number) => new Date(ms).toISOString()
  const volume = Array.from({ length: count }, (_, i) => {
    const weight = 0.5 + 0.5 * Math.sin((i / count) * 5) + next() * 0.5
    const queries = Math.round(60 * weight + 8)
    return {
      at: iso(to - (count - i) * bucketMs),
      events: queries * 4 + Math.round(next() * 40),
      sessions: Math.round(queries * 0.4),
      queries,
      responses: queries - Math.round(next() * 3),
    }
  })
  const sum = (key: 'events' | 'sessions' | 'queries' | 'responses') =>
    volume.reduce((total, point) => total + point[key], 0)
  const topics = [
    { topic: 'delivery', count: 412, no_match: 18 },
    { topic: 'returns', count: 268, no_match: 9 },
    { topic: 'billing', count: 231, no_match: 44 },
    { topic: 'account', count: 120, no_match: 0 },
    { topic: 'product_fit', count: 64, no_match: 31 },
    { topic: 'warranty', count: 33, no_match: 4 },
    { topic: 'small_talk', count: 21, no_match: 21 },
    { topic: 'careers', count: 8, no_match: 8 },
  ]
  const names = [
    'message_sent',
    'user_query',
    'agent_response',
    'vendor_call',
    'decision',
    'override',
    'page_view',
    'session_start',
    'session_end',
    'widget_loaded',
    'bubble_opened',
    'error',
  ]
  const events = sum('events')
  const accepted = events + 120
  return {
    tenant_id: tenant,
    days,
    from: iso(to - count * bucketMs),
    to: iso(to),
    generated_at: iso(now),
    store: 'embedded',
    bucket: days <= 2 ? 'hour' : 'day',
    totals: {
      events,
      sessions: sum('sessions'),
      queries: sum('queries'),
      responses: sum('responses'),
      uploads: 37,
      errors: 14,
      avg_response_ms: 862.4,
      p95_response_ms: 2_310,
      avg_session_seconds: 254,
      queries_per_session: 2.43,
      completion_rate: 0.947,
      visualization_share: 0.12,
    },
    volume,
    response_time: volume.map((point, i) => ({
      at: point.at,
      responses: point.responses,
      avg_ms: i === 2 ? null : 700 + next() * 320,
      p95_ms: i === 2 ? null : 1_700 + next() * 1_100,
    })),
    topics,
    by_event: names.map((event, i) => ({ event, count: Math.round(events / (i + 2)) })),
    recent: Array.from({ length: 20 }, (_, i) => ({
      id: `01K${String(now + i).padStart(23, '0')}`,
      event: names[i % names.length] ?? 'custom',
      ts: iso(now - i * 7_000 - 2_000),
      received_at: iso(now - i * 7_000),
      session_id: i % 7 === 3 ? null : `s_${(i * 7_919).toString(36).padStart(12, 'k')}`,
      page_path: i % 7 < 2 ? '/help/delivery' : null,
      detail: i % 7 === 2 ? '850 ms · delivery' : i % 7 === 3 ? 'retrieval · 200 · 120 ms' : null,
      redactions: i % 7 === 1 ? 'email:1,phone:2' : null,
    })),
    privacy: {
      rules: [
        { rule: 'email', client: 312, collector: 2 },
        { rule: 'phone', client: 187, collector: 0 },
        { rule: 'card', client: 41, collector: 0 },
        { rule: 'secret_token', client: 23, collector: 1 },
        { rule: 'ip', client: 12, collector: 0 },
      ],
      removed_fields: { client: 9, collector: 4 },
      events_with_text: 128,
    },
    delivery: {
      client_dropped: { queue_full: 12, expired: 3 },
      since: iso(now - 2 * DAY),
      received: accepted + 41 + 7 + 2,
      accepted,
      duplicate: 41,
      rejected: { invalid_type: 7, unknown_event: 2 },
      removed_fields: {},
      stores: {
        accepted,
        log: { records: 96, bytes: 41_300 },
        sinks: [
          {
            name: 'embedded',
            type: 'embedded',
            state: 'running',
            backlog_at_start: 0,
            delivered: accepted,
            filtered: 0,
            dead_letters: 0,
            expired: 0,
            detached: 0,
            lag_records: 0,
            lag_seconds: 0,
          },
          {
            name: 'archive',
            type: 'file',
            state: 'backing_off',
            backlog_at_start: 0,
            delivered: accepted - 97,
            filtered: 0,
            dead_letters: 1,
            expired: 0,
            detached: 0,
            lag_records: 96,
            lag_seconds: 14.2,
          },
        ],
      },
    },
  }
}

export function emptyData(days: number, tenant: string, now = Date.now()): AnalyticsData {
  const busy = busyData(days, tenant, now)
  const zero = { events: 0, sessions: 0, queries: 0, responses: 0 }
  return {
    ...busy,
    totals: {
      ...zero,
      uploads: 0,
      errors: 0,
      avg_response_ms: null,
      p95_response_ms: null,
      avg_session_seconds: null,
      queries_per_session: null,
      completion_rate: null,
      visualization_share: null,
    },
    volume: busy.volume.map((point) => ({ at: point.at, ...zero })),
    response_time: busy.volume.map((point) => ({ at: point.at, responses: 0, avg_ms: null, p95_ms: null })),
    topics: [],
    by_event: [],
    recent: [],
    privacy: { rules: [], removed_fields: { client: 0, collector: 0 }, events_with_text: 0 },
    delivery: {
      ...busy.delivery,
      client_dropped: {},
      received: 0,
      accepted: 0,
      duplicate: 0,
      rejected: {},
      stores: { accepted: 0, log: { records: 0, bytes: 0 }, sinks: [] },
    },
  }
}
