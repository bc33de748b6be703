/** Tests what becomes of events in the field names of the chat widget that Hushlog replaces. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IngestServer, serveIngest } from './ingest-server.fixture.js'

const NOW = Date.UTC(2026, 0, 2, 12)
const SENTINEL = 'ada@example.com'

const tenant = (id: string, ...origins: string[]) => ({
  id,
  name: id,
  writeKeys: [{ key: `hlw_${id}-key`, origins, eventsPerSecond: undefined }],
  readTokens: [],
  content: 'off' as const,
  retentionDays: 90,
  pseudonymSecret: 's',
})

let server: IngestServer
beforeAll(async () => {
  server = await serveIngest([tenant('acme', 'https://shop.example'), tenant('globex', '*')], NOW)
})
afterAll(() => server.close())

const message = (more: object = {}) => ({
  timestamp: '2026-01-02T11:59:00.000Z',
  eventType: 'message_sent',
  sessionId: 's-1',
  messageNumber: 3,
  question: `May I pay later? ${SENTINEL}`,
  topic: 'billing',
  entriesRetrieved: 4,
  responseLength: 250,
  success: true,
  ragTimeMs: 120,
  aiTimeMs: 700,
  totalTimeMs: 850,
  noRagMatch: false,
  ragMatchScore: 0.83,
  pageUrl: 'https://shop.example/help/billing?customer=7#top',
  pageTitle: 'Billing',
  referrer: 'https://www.search.example/?q=pay',
  errorType: null,
  errorMessage: null,
  ...more,
})

const origin = 'https://shop.example'
const post = (event: object, headers: Record<string, string> = { origin }, key = '') =>
  server.post(`/analytics-event${key === '' ? '' : `?key=${key}`}`, JSON.stringify(event), headers)

test('a message is stored in the names of the catalogue, for the tenant whose key lists the origin', async () => {
  const { status, answer, stored } = await post(message())
  expect([status, answer.accepted, answer.rejected]).toEqual([202, 1, []])
  const [record = {}] = stored
  const { id, received_at, collector_removed_fields, ...rest } = record
  expect(rest).toEqual({
    event: 'message_sent',
    ts: '2026-01-02T11:59:00.000Z',
    schema_version: 1,
    session_id: 's-1',
    message_number: 3,
    topic: 'billing',
    entries_retrieved: 4,
    response_length: 250,
    success: true,
    retrieval_time_ms: 120,
    generation_time_ms: 700,
    processing_time_ms: 850,
    no_match: false,
    match_score: 0.83,
    context: { page_path: '/help/billing', page_title: 'Billing', referrer_host: 'www.search.example' },
    tenant_id: 'acme',
    env: 'test',
  })
  // What was asked belongs to no message of the catalogue.
  expect(collector_removed_fields).toBe(1)
  expect(id).toMatch(/^01KDZ[0-9A-HJKMNP-TV-Z]{21}$/)
  expect(received_at).toBe('2026-01-02T12:00:00.000Z')
  expect(JSON.stringify([record, answer])).not.toContain(SENTINEL)
})

test('what is sent twice is stored once; another session, type, time, number or tenant is another event', async () => {
  const again = await post(message({ topic: 'other' }))
  expect([again.answer.accepted, again.answer.duplicates]).toEqual([0, 1])
  const ids = new Set<unknown>()
  const others = [
    { sessionId: 's-2' },
    { eventType: 'bubble_opened' },
    { timestamp: '2026-01-02T11:59:00.001Z' },
    { messageNumber: 4 },
    { messageNumber: null },
  ]
  for (const other of others) for (const { id } of (await post(message(other))).stored) ids.add(id)
  for (const { id } of (await post(message(), {}, 'hlw_globex-key')).stored) ids.add(id)
  expect(ids.size).toBe(others.length + 1)
})

test('two visitors without a session are not taken for one', async () => {
  const event = { timestamp: '2026-01-02T11:58:00Z', eventType: 'widget_loaded', sessionId: null }
  for (const count of [1, 2]) expect((await post(event)).answer.accepted, String(count)).toBe(1)
})

test('headers say what the body leaves out, and no more', async () => {
  const headers = {
    origin,
    'x-page-url': 'https://shop.example/pricing?plan=1',
    'x-page-title': 'Pr%C3%A9cios',
    'x-referrer': 'https://news.example/a',
    'x-session-id': 'from-header',
  }
  const bare = { eventType: 'bubble_opened', timestamp: '2026-01-02T11:57:00Z' }
  expect((await post(bare, headers)).stored).toMatchObject([
    {
      session_id: 'from-header',
      context: { page_path: '/pricing', page_title: 'Précios', referrer_host: 'news.example' },
    },
  ])
  const [own] = (await post(message({ messageNumber: 9 }), headers)).stored
  expect(own).toMatchObject({
    session_id: 's-1',
    context: { page_path: '/help/billing', page_title: 'Billing' },
  })
  const [named] = (await post({ event: 'page_view', context: { page_title: 'Mine' } }, headers)).stored
  expect(named).toMatchObject({
    session_id: 'from-header',
    context: { page_title: 'Mine', page_path: '/pricing' },
  })
})

test('odd values cost their fields, and a time that is none the event', async () => {
  const odd = {
    ragTimeMs: '120',
    aiTimeMs: 'fast',
    topic: 7,
    referrer: '',
    pageUrl: 'about:blank',
    sessionId: 'a b',
  }
  const { answer, stored } = await post(message({ ...odd, messageNumber: 11 }))
  expect(answer).toMatchObject({
    accepted: 1,
    removed: [
      { path: 'session_id', code: 'invalid_value' },
      { path: 'generation_time_ms', code: 'invalid_type' },
    ],
  })
  expect(stored).toMatchObject([{ retrieval_time_ms: 120, topic: '7' }])
  expect((await post(message({ timestamp: 'soon' }))).answer).toMatchObject({
    accepted: 0,
    rejected: [{ code: 'invalid_value', path: 'ts' }],
  })
  for (const timestamp of [Date.UTC(2026, 0, 2, 11), '2026-01-02T12:00:00+01:00'])
    expect(
      (await post(message({ timestamp, messageNumber: 12, sessionId: String(timestamp).slice(-5, -3) })))
        .stored,
    ).toMatchObject([{ ts: '2026-01-02T11:00:00.000Z' }])
})

test('a name that the catalogue does not have becomes custom', async () => {
  expect(
    (await post({ eventType: 'Half price', timestamp: '2026-01-02T11:00:00Z', sessionId: 's', n: 1 })).stored,
  ).toMatchObject([{ event: 'custom', name: 'Half price', session_id: 's', properties: { n: 1 } }])
})
