/** Posts as pages and servers do, and looks at what reaches the log. */
import { createServer, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testId } from '../log/records.fixture.js'
import { createMemoryLog } from '../testing/memory-log.js'
import { createIngest } from './accept.js'
import { noCounts } from './no-counts.js'
import { noRefusals } from './refusals/refusals.fixture.js'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
const asPage = { 'user-agent': CHROME, origin: 'https://shop.example' }

const stored: string[] = []
const ingest = createIngest({
  log: {
    ...createMemoryLog(),
    async append(records) {
      stored.push(...records.map(({ bytes }) => Buffer.from(bytes).toString()))
      return records.map(() => 'stored')
    },
  },
  env: 'test',
  maxEventAgeDays: 30,
  counts: noCounts,
  refusals: noRefusals,
  now: () => NOW,
  onError: () => undefined,
})
const tenant = (id: string, denyKeys: string[] = []) => ({
  id,
  name: id,
  writeKeys: [{ key: `hlw_${id}`, origins: ['*'], eventsPerSecond: undefined }],
  readTokens: [],
  content: 'off' as const,
  retentionDays: 90,
  pseudonymSecret: 's',
  denyKeys,
})
ingest.setTenants([tenant('acme'), tenant('denies', ['userAgent'])])

const server = createServer((incoming, response) => {
  void (incoming.url?.startsWith('/v1/') ? ingest.events : ingest.pageEvents)(incoming, response)
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Returns what is stored of a body. */
const post = async (body: string, headers: Record<string, string>, path = '/v1/events?key=hlw_acme') => {
  stored.length = 0
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const status = await new Promise((resolve, reject) => {
    const all = { 'content-type': 'text/plain', ...headers }
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers: all })
    sent.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    sent.end(body)
  })
  expect(status).toBe(202)
  return stored.map((text) => JSON.parse(text) as Record<string, unknown>)
}

const event = (n: number, name: string, more: object = {}) => ({
  id: testId(NOW, n),
  event: name,
  ts: '2026-01-02T03:04:05.000Z',
  schema_version: 1,
  session_id: 's1',
  ...more,
})
const added = { tenant_id: 'acme', env: 'test', received_at: '2026-01-02T03:04:05.000Z' }
const device_class = 'desktop'

const context = { sdk: 'browser', page_title: 'A } "context":{ "device_class":"tv" \\' }
const properties = { context: 'a', device_class: 'b', user_agent: 'c' }
const given = [
  event(1, 'session_start', { context }),
  event(2, 'page_view', { user: 'ada', context }),
  event(3, 'page_view'),
  event(4, 'custom', { name: 'n', properties, context: { sdk: 'browser' } }),
]
const expected = [
  { ...given[0], ...added, user_agent: 'Chrome 131, Windows', context: { ...context, device_class } },
  { ...given[1], ...added, user: expect.stringMatching(/^hp_/), context: { ...context, device_class } },
  { ...given[2], ...added, context: { device_class } },
  { ...given[3], ...added, context: { sdk: 'browser', device_class } },
]
const withUnknownField = { ...event(5, 'session_start', { odd: 1 }), context: {} }

test.each([
  ['a beacon', JSON.stringify({ events: given }), {}],
  [
    'JSON',
    JSON.stringify({ sent_at: added.received_at, events: given }),
    { 'content-type': 'application/json' },
  ],
  ['JSON that has to be parsed', JSON.stringify({ events: given }, undefined, 1), {}],
  ['NDJSON', given.map((one) => JSON.stringify(one)).join('\n'), { 'content-type': 'application/x-ndjson' }],
])('both facts come from the request of a page: %s', async (_, body, headers) => {
  expect(await post(body, { ...asPage, ...headers })).toEqual(expected)
  expect(stored.join()).not.toContain('Mozilla')
})

test('both facts also come with the open endpoint and on the slow path', async () => {
  expect(await post(JSON.stringify(given), asPage, '/analytics-event?key=hlw_acme')).toEqual(expected)
  expect(await post(JSON.stringify({ events: [withUnknownField] }), asPage)).toMatchObject([
    { user_agent: 'Chrome 131, Windows', context: { device_class }, collector_removed_fields: 1 },
  ])
})

test('a client’s own values stay', async () => {
  const own = event(1, 'session_start', {
    user_agent: 'Safari 18, other',
    context: { device_class: 'tv', ...context },
  })
  for (const more of [{}, { odd: 1 }]) {
    expect(await post(JSON.stringify({ events: [{ ...own, ...more }] }), asPage)).toMatchObject([own])
  }
})

test('an event of a back end that sets an Origin gets nothing', async () => {
  const events = ['node', 'python'].flatMap((sdk, i) => [
    event(10 + i, 'session_start', { context: { sdk } }),
    { ...event(20 + i, 'session_start', { odd: 1 }), context: { sdk } },
  ])
  for (const stored of await post(JSON.stringify({ events }), asPage)) {
    expect(stored).not.toHaveProperty('user_agent')
    expect(stored.context).not.toHaveProperty('device_class')
  }
})

test.each([{}, { odd: 1 }])('a back end’s header is stored reduced', async (more) => {
  const start = { ...event(1, 'session_start', { user_agent: CHROME, context: { sdk: 'node' } }), ...more }
  expect(await post(JSON.stringify({ events: [start] }), {})).toMatchObject([
    { user_agent: 'Chrome 131, Windows' },
  ])
  expect(stored.join()).not.toContain('Mozilla')
})

test.each([
  ['no header', { origin: 'https://shop.example' }],
  ['a header without a known word', { ...asPage, 'user-agent': 'ada@example.com","env":"x' }],
  ['a header that says it too late', { ...asPage, 'user-agent': `${'a'.repeat(512)}${CHROME}` }],
  ['a server', { 'user-agent': CHROME }],
])('nothing is added: %s', async (_, headers) => {
  const events = [...given.slice(0, 2), event(6, 'session_start', { context: { sdk: 'node' } })]
  const [start, view, node] = await post(JSON.stringify({ events }), headers)
  expect(start).toEqual({ ...given[0], ...added })
  expect(view).toMatchObject({ context })
  expect(node).toEqual({ ...events[2], ...added })
})

test('a huge and hostile header adds known words only', async () => {
  const hostile = `Chrome/4111111111111111 Android"} ada@example.com ${'Android Chrome/'.repeat(900)}`
  const [start] = await post(JSON.stringify({ events: given }), { ...asPage, 'user-agent': hostile })
  expect(start).toMatchObject({ user_agent: 'other, Android', context: { device_class: 'bot' } })
})

test('a tenant that denies the field does not get it', async () => {
  const events = [given[0], withUnknownField]
  for (const one of await post(JSON.stringify({ events }), asPage, '/v1/events?key=hlw_denies')) {
    expect(one).toMatchObject({ context: { device_class } })
    expect(one).not.toHaveProperty('user_agent')
  }
  expect(stored).toHaveLength(2)
})
