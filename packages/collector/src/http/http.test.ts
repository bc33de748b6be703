/** Tests how a collector in this process answers each kind of request, over real sockets. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CollectorConfig, TenantConfig } from '../config/config.js'
import { type Collector, createCollector } from '../create-collector.js'
import { testId } from '../log/records.fixture.js'

const SENTINEL = 'zqxSentinel'
const folder = mkdtempSync(join(tmpdir(), 'hushlog-http-'))
const NOW = Date.UTC(2026, 5, 1, 12)

const tenant = (id: string, more: Partial<TenantConfig> = {}): TenantConfig => ({
  id,
  name: id,
  writeKeys: [{ key: `hlw_${id}-key`, origins: ['*'], eventsPerSecond: undefined }],
  readTokens: [`hlr_${id}-token`],
  content: 'off',
  retentionDays: 90,
  ...more,
})

const configured = (name: string, more: Partial<CollectorConfig> = {}): CollectorConfig => ({
  listen: { host: '127.0.0.1', port: 0 },
  dataDir: join(folder, name),
  env: 'test',
  adminPassword: 'correct horse',
  tenants: [
    tenant('open'),
    tenant('strict', {
      writeKeys: [
        { key: 'hlw_strict-key', origins: ['https://app.example'], eventsPerSecond: undefined },
        { key: 'hlw_slow-key', origins: ['*'], eventsPerSecond: 2 },
      ],
    }),
  ],
  // Without sinks, accepted events stay in the log and can be counted there.
  sinks: [],
  log: { maxBytes: 20_000_000, dedupeDays: 14, maxAgeDays: 14 },
  drainSeconds: 1,
  reportCacheSeconds: 0,
  ...more,
})

const logLines: string[] = []
const logger = {
  info: (fields: object, message: string) => logLines.push(JSON.stringify([fields, message])),
  warn: (fields: object, message: string) => logLines.push(JSON.stringify([fields, message])),
  error: (fields: object, message: string) => logLines.push(JSON.stringify([fields, message])),
}
const clock = { now: NOW }

const start = async (config: CollectorConfig) => {
  const collector = await createCollector(config, { logger, now: () => clock.now })
  const { port } = await collector.listen()
  return { collector, url: `http://127.0.0.1:${port}`, port }
}

let collector: Collector
let url = ''
let port = 0
beforeAll(async () => {
  const started = await start(configured('main'))
  collector = started.collector
  url = started.url
  port = started.port
})
afterAll(async () => {
  await collector.close()
  rmSync(folder, { recursive: true })
})

let lastId = 0
const event = (fields: Record<string, unknown> = {}) => ({
  id: testId(NOW, ++lastId),
  event: 'user_query',
  ts: '2026-06-01T11:59:00Z',
  schema_version: 1,
  ...fields,
})
const batch = (...events: unknown[]) => JSON.stringify({ events })

interface Sent {
  readonly path?: string
  readonly method?: string
  readonly key?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly base?: string
}

const adminOf = (password: string) => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`

const answers: string[] = []

const send = async ({
  path = '/v1/events',
  method = 'POST',
  key = 'hlw_open-key',
  headers = {},
  body,
  base = url,
}: Sent) => {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...(key !== '' && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  answers.push(text, ...[...response.headers].map(([name, value]) => `${name}: ${value}`))
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown }
}

const problem = (status: number, code: string, title: string, detail?: string) => ({
  type: `urn:hushlog:problem:${code}`,
  title,
  status,
  code,
  ...(detail !== undefined && { detail }),
})

const malformed = (detail: string) => problem(400, 'malformed_body', 'Malformed request body', detail)
const unknownKey = problem(
  401,
  'unknown_key',
  'Invalid or missing write key',
  'Send a write key as "Authorization: Bearer …" or as "?key=…".',
)
const tooLarge = (detail: string) => problem(413, 'body_too_large', 'Request body too large', detail)
const bytesLimit = 'At most 8388608 bytes, as sent and decompressed.'
const notEncoded = 'The body is not what Content-Encoding says.'
const wrongType = problem(
  415,
  'unsupported_type',
  'Unsupported content type',
  'One of application/json, text/plain, application/x-ndjson, in UTF-8.',
)
const gzip = { 'content-encoding': 'gzip' }
const addOrigin = "Add the page's origin to the origins of the write key in the collector's configuration."

const fine = () => batch(event({ channel: SENTINEL }))

const refusals: readonly [string, object, () => Sent][] = [
  ['no body', malformed('The body is empty.'), () => ({})],
  ['an empty body', malformed('The body is empty.'), () => ({ body: '' })],
  [
    'an empty compressed body',
    malformed('The body is empty.'),
    () => ({ body: gzipSync(''), headers: gzip }),
  ],
  ['truncated JSON', malformed('Not JSON at position 10.'), () => ({ body: '{"events":[' })],
  ['text that is not JSON', malformed('Not JSON.'), () => ({ body: SENTINEL })],
  ['a missing comma', malformed('Not JSON at position 14.'), () => ({ body: `{"events":[{} ${SENTINEL}]}` })],
  [
    'JSON followed by more',
    malformed('Not JSON at position 14.'),
    () => ({ body: `{"events":[]}\n{"${SENTINEL}":1}` }),
  ],
  ['text that looks like a position', malformed('Not JSON.'), () => ({ body: `${SENTINEL} at position 7` })],
  [
    'bytes that are not UTF-8',
    malformed('Not UTF-8.'),
    () => ({ body: new Uint8Array([123, 34, 255, 34, 125]) }),
  ],
  ...[
    'null',
    '1',
    `"${SENTINEL}"`,
    `["${SENTINEL}"]`,
    `{"${SENTINEL}":[]}`,
    '{"events":{}}',
    '{"events":null}',
  ].map((body): [string, object, () => Sent] => [
    body,
    malformed('Not an object with a list "events".'),
    () => ({ body }),
  ]),
  ['a body that is not gzip', malformed(notEncoded), () => ({ body: SENTINEL, headers: gzip })],
  [
    'truncated gzip',
    malformed(notEncoded),
    () => ({ body: gzipSync(fine()).subarray(0, 30), headers: gzip }),
  ],
  [
    'a body that is not br',
    malformed(notEncoded),
    () => ({ body: SENTINEL, headers: { 'content-encoding': 'br' } }),
  ],
  [
    'a body that is not deflate',
    malformed(notEncoded),
    () => ({ body: SENTINEL, headers: { 'content-encoding': 'deflate' } }),
  ],
  ['no key', unknownKey, () => ({ body: fine(), key: '' })],
  ['an unknown key', unknownKey, () => ({ body: fine(), key: SENTINEL })],
  ['a read token', unknownKey, () => ({ body: fine(), key: 'hlr_open-token' })],
  [
    'an unknown key in the query',
    unknownKey,
    () => ({ body: fine(), key: '', path: `/v1/events?key=${SENTINEL}` }),
  ],
  [
    'Basic credentials',
    unknownKey,
    () => ({ body: fine(), key: '', headers: { authorization: 'Basic aGx3X29wZW4ta2V5' } }),
  ],
  [
    'another origin',
    problem(403, 'origin_not_allowed', 'Origin not allowed for this write key', addOrigin),
    () => ({
      body: fine(),
      key: 'hlw_strict-key',
      headers: { origin: `https://shop.example/${SENTINEL}?${SENTINEL}` },
    }),
  ],
  [
    'an opaque origin',
    problem(403, 'origin_not_allowed', 'Origin not allowed for this write key', addOrigin),
    () => ({ body: fine(), key: 'hlw_strict-key', headers: { origin: 'null' } }),
  ],
  ['too many bytes', tooLarge(bytesLimit), () => ({ body: SENTINEL.repeat(800_000) })],
  ['a bomb in gzip', tooLarge(bytesLimit), () => ({ body: gzipSync(Buffer.alloc(9e6)), headers: gzip })],
  [
    'a bomb in br',
    tooLarge(bytesLimit),
    () => ({ body: brotliCompressSync(Buffer.alloc(9e6)), headers: { 'content-encoding': 'br' } }),
  ],
  [
    'a bomb in deflate',
    tooLarge(bytesLimit),
    () => ({ body: deflateSync(Buffer.alloc(9e6)), headers: { 'content-encoding': 'deflate' } }),
  ],
  ['too many events', tooLarge('At most 10000 events.'), () => ({ body: batch(...Array(10_001).fill(0)) })],
  ['no type', wrongType, () => ({ body: Buffer.from(fine()), headers: { 'content-type': '' } })],
  [
    'another type',
    wrongType,
    () => ({ body: fine(), headers: { 'content-type': `application/${SENTINEL}` } }),
  ],
  [
    'another charset',
    wrongType,
    () => ({ body: fine(), headers: { 'content-type': 'text/plain; charset=utf-16' } }),
  ],
  [
    'an unknown encoding',
    problem(
      415,
      'unsupported_encoding',
      'Unsupported content encoding',
      'One of gzip, br, deflate, or none.',
    ),
    () => ({ body: fine(), headers: { 'content-encoding': SENTINEL } }),
  ],
  [
    'two encodings',
    problem(
      415,
      'unsupported_encoding',
      'Unsupported content encoding',
      'One of gzip, br, deflate, or none.',
    ),
    () => ({ body: fine(), headers: { 'content-encoding': 'gzip, br' } }),
  ],
  ['another path', problem(404, 'not_found', 'Not found'), () => ({ body: fine(), path: `/v1/${SENTINEL}` })],
  [
    'another method',
    problem(405, 'method_not_allowed', 'Method not allowed'),
    () => ({ method: 'PUT', body: fine() }),
  ],
  [
    'POST to a path that is only read',
    problem(405, 'method_not_allowed', 'Method not allowed'),
    () => ({ path: '/healthz', body: fine() }),
  ],
  ['a path that cannot be decoded', problem(404, 'not_found', 'Not found'), () => ({ path: '/v1/%ff' })],
]

describe('a refused request', () => {
  test.each(refusals)('%s', async (_name, expected, request) => {
    const answer = await send(request())
    expect(answer.json()).toEqual(expected)
    expect(answer.status).toBe((expected as { status: number }).status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  })

  test('is answered before its body ends', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write('POST /v1/events?key=x HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999\r\n\r\n{')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /)
  })

  test.each([
    ['is no HTTP', `${SENTINEL}\r\n\r\n`, 400, 'malformed_request', 'Malformed HTTP request'],
    [
      'has too many headers',
      `GET / HTTP/1.1\r\nhost: a\r\nx: ${SENTINEL.repeat(2_000)}\r\n\r\n`,
      431,
      'headers_too_large',
      'Request headers too large',
    ],
  ])('is answered when it %s', async (_, text, status, code, title) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*application/problem\\+json`))
    expect(JSON.parse(answer.toString().split('\r\n\r\n')[1] ?? '')).toEqual(problem(status, code, title))
    socket.destroy()
  })

  test('whose client disconnects does not affect later requests', async () => {
    for (const path of ['/v1/events?key=hlw_open-key', '/V1/events?key=hlw_open-key', '/v1/events?key=x']) {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 900\r\n\r\n{"ev`,
      )
      await new Promise((resolve) => setTimeout(resolve, 30))
      socket.resetAndDestroy()
    }
    expect((await send({ body: batch(event()) })).status).toBe(202)
  })

  test('names the scheme with 401 and the allowed methods with 405', async () => {
    expect((await send({ key: '', body: fine() })).headers.get('www-authenticate')).toBe(
      'Bearer realm="hushlog"',
    )
    expect((await send({ method: 'DELETE' })).headers.get('allow')).toBe('POST, OPTIONS')
  })

  test('can be read by a page of any origin', async () => {
    const answer = await send({ key: 'hlw_gone', body: fine(), headers: { origin: 'https://app.example' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a batch', () => {
  const one = { accepted: 1, duplicates: 0, rejected: [] }
  const forms: readonly [string, () => Sent][] = [
    ['application/json', () => ({ body: batch(event()) })],
    [
      'a charset',
      () => ({ body: batch(event()), headers: { 'content-type': 'application/json; charset="UTF-8"' } }),
    ],
    [
      'text/plain from a page',
      () => ({
        key: '',
        path: '/v1/events?a=b&key=hlw_open-key',
        body: batch(event()),
        headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://app.example' },
      }),
    ],
    [
      'ndjson',
      () => ({
        body: `\n${JSON.stringify(event())}\r\n`,
        headers: { 'content-type': 'application/x-ndjson' },
      }),
    ],
    ['a byte order mark', () => ({ body: `\uFEFF${batch(event())}` })],
    ['gzip', () => ({ body: gzipSync(batch(event())), headers: gzip })],
    ['br', () => ({ body: brotliCompressSync(batch(event())), headers: { 'content-encoding': 'br' } })],
    ['deflate', () => ({ body: deflateSync(batch(event())), headers: { 'content-encoding': 'deflate' } })],
    [
      'bare deflate',
      () => ({ body: deflateRawSync(batch(event())), headers: { 'content-encoding': 'deflate' } }),
    ],
    ['through Express', () => ({ path: '/V1/events/', body: batch(event()) })],
  ]
  test.each(forms)('in %s is stored', async (_name, request) => {
    const answer = await send(request())
    expect([answer.status, answer.json()]).toEqual([202, one])
  })

  test('without events is accepted', async () => {
    expect((await send({ body: batch() })).json()).toEqual({ accepted: 0, duplicates: 0, rejected: [] })
  })

  test('with invalid events has its valid ones stored, and names the others without values', async () => {
    const good = event()
    const badId = testId(NOW, 900_001)
    const answer = await send({
      body: batch(
        good,
        event({ id: SENTINEL }),
        event({ id: badId, schema_version: 2 }),
        event({ event: SENTINEL }),
        SENTINEL,
        null,
        event({ context: { locale: `${SENTINEL} ${SENTINEL}` } }),
        good,
        event({ [SENTINEL]: SENTINEL }),
      ),
    })
    expect(answer.status).toBe(202)
    expect(answer.json()).toMatchObject({
      accepted: 3,
      duplicates: 1,
      rejected: [
        { index: 1, code: 'invalid_value', path: 'id' },
        {
          index: 2,
          id: badId,
          code: 'invalid_value',
          path: 'schema_version',
          expected: '1',
        },
        { index: 3, code: 'unknown_event', path: 'event' },
        { index: 4, code: 'invalid_type', path: '' },
        { index: 5, code: 'invalid_type', path: '' },
      ],
      removed: [
        {
          index: 6,
          code: 'invalid_value',
          path: 'context.locale',
          expected: 'a BCP 47 language tag, such as de-CH',
        },
      ],
    })
    expect(answer.text).not.toContain('"id":"zqx')
  })

  test('in ndjson with a malformed line has its other lines stored', async () => {
    const body = `${JSON.stringify(event())}\n{"${SENTINEL}\n${JSON.stringify(event())}`
    const answer = await send({ body, headers: { 'content-type': 'application/x-ndjson' } })
    expect(answer.json()).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, code: 'invalid_type', path: '' }],
    })
  })

  test('sent twice is stored once; another tenant may use the same ids', async () => {
    const body = batch(event(), event())
    expect((await send({ body })).json()).toMatchObject({ accepted: 2, duplicates: 0 })
    expect((await send({ body })).json()).toMatchObject({ accepted: 0, duplicates: 2 })
    expect((await send({ body, key: 'hlw_strict-key' })).json()).toMatchObject({ accepted: 2, duplicates: 0 })
  })
})

describe('requests of pages', () => {
  test('get an answer to their preflight', async () => {
    const answer = await send({
      method: 'OPTIONS',
      key: '',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-private-network': 'true',
      },
    })
    expect(answer.status).toBe(204)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers':
        'authorization, content-type, content-encoding, x-page-url, x-page-title, x-referrer, x-session-id',
      'access-control-allow-private-network': 'true',
    })
  })

  test('get their origin back when the key lists it', async () => {
    const origin = 'https://app.example'
    const listed = await send({ key: 'hlw_strict-key', headers: { origin }, body: batch(event()) })
    expect([listed.status, listed.headers.get('access-control-allow-origin')]).toEqual([202, origin])
    expect(listed.headers.get('vary')).toBe('origin')
    const any = await send({ headers: { origin }, body: batch(event()) })
    expect(any.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('need a key where no key lists their origin; one for any origin claims none', async () => {
    const body = '{"event":"page_view"}'
    const status = async (headers: Record<string, string>) =>
      (await send({ path: '/analytics-event', key: '', body, headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ origin: 'https://nobody.example' })).toBe(403)
  })

  test('need no key when the keys of one tenant list their origin', async () => {
    const listing = (...origins: string[]) => [
      { key: `hlw_${origins.length}-key`, origins, eventsPerSecond: undefined },
    ]
    const tenants = [
      tenant('one', {
        writeKeys: listing('https://app.example', 'https://both.example', 'https://x.example'),
      }),
      tenant('two', { writeKeys: listing('https://shop.example', 'https://both.example') }),
      tenant('any', { writeKeys: listing('*') }),
    ]
    const { collector: several, url: base } = await start(configured('listed', { tenants }))
    const answer = async (headers: Record<string, string>) => {
      const sent = await send({
        base,
        path: '/analytics-event',
        key: '',
        body: '{"event":"page_view"}',
        headers,
      })
      return [sent.status, (sent.json() as { detail?: string }).detail]
    }
    expect(await answer({ origin: 'https://app.example' })).toEqual([202, undefined])
    expect(await answer({ origin: 'https://shop.example' })).toEqual([202, undefined])
    expect(await answer({ origin: 'https://other.example' })).toEqual([
      403,
      expect.stringContaining('Send a write key'),
    ])
    expect(await answer({ origin: 'https://both.example' })).toEqual([
      403,
      expect.stringContaining('several tenants'),
    ])
    expect((await answer({}))[0]).toBe(401)
    await several.close()
  })

  test('have missing fields filled in, and unknown names become custom', async () => {
    const { collector: single, url: base } = await start(configured('single', { tenants: [tenant('only')] }))
    const post = async (body: string) =>
      (await send({ base, path: '/analytics-event', key: 'hlw_only-key', body })).json()
    expect(await post('{"event":"page_view","context":{"page_path":"/a"}}')).toMatchObject({
      accepted: 1,
      rejected: [],
    })
    expect(
      await post('[{"event":"cta_clicked","data":{"label":"Buy"}},{"event":"Half price","data":{"n":1}}]'),
    ).toMatchObject({
      accepted: 2,
      rejected: [],
    })
    expect(await post('{"events":[{"event":"my thing","session_id":"s1","colour":"red"}]}')).toMatchObject({
      accepted: 1,
    })
    expect(await post(`"${SENTINEL}"`)).toMatchObject({
      accepted: 0,
      rejected: [{ index: 0, code: 'invalid_type' }],
    })
    await single.close()
  })
})

describe('limits', () => {
  test('of a key answer 429 until the rate allows more', async () => {
    const slow = (count: number) =>
      send({ key: 'hlw_slow-key', body: batch(...Array.from({ length: count }, () => event())) })
    expect((await slow(4)).status).toBe(202)
    const refused = await slow(4)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
    expect(refused.json()).toEqual(problem(429, 'rate_limited', 'Rate limit of this write key exceeded'))
    clock.now += 2_000
    expect((await slow(4)).status).toBe(202)
    clock.now = NOW
  })

  test('of sessions and addresses answer pages 429, and nothing of the batch is stored', async () => {
    const limits = { session: { burst: 3, perSecond: 1 }, address: { burst: 20, perSecond: 1 } }
    const { collector: limited, url: base } = await start(configured('limited', { limits, trustProxy: 1 }))
    const from = (address: string, origin?: string) => ({
      'x-forwarded-for': address,
      ...(origin !== undefined && { origin }),
    })
    const post = (session: string, count: number, headers: Record<string, string>) =>
      send({
        base,
        body: batch(...Array.from({ length: count }, () => event({ session_id: session }))),
        headers,
      })
    const page = from('203.0.113.7', 'https://app.example')
    expect((await post('one', 3, page)).status).toBe(202)
    const refused = await post('one', 2, page)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
    expect(refused.json()).toMatchObject({ code: 'session_limited' })
    // A batch of several sessions is refused as a whole when one of them is over its limit.
    const mixed = [event({ session_id: 'two' }), event({ session_id: 'one' }), event({ session_id: 'one' })]
    expect((await send({ base, body: batch(...mixed), headers: page })).status).toBe(429)
    expect((await send({ base, body: batch(...mixed.slice(0, 1)), headers: page })).json()).toMatchObject({
      accepted: 1,
      duplicates: 0,
    })

    for (let i = 0; i < 8; i++) await post(`invented-${i}`, 2, page)
    const everything = await post('new', 1, page)
    expect([everything.status, everything.json()]).toMatchObject([429, { code: 'address_limited' }])
    expect((await post('new', 1, from('203.0.113.8', 'https://app.example'))).status).toBe(202)
    // A server is limited by its key alone.
    expect((await post('one', 100, from('203.0.113.7'))).status).toBe(202)
    await limited.close()
    expect(logLines.join()).not.toContain('203.0.113')
  })

  test('of wrong credentials answer 429 to guesses, and what is right passes', async () => {
    const { collector: guessed, url: base } = await start(configured('guessed', { trustProxy: 1 }))
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    logLines.length = 0
    const guess = (key: string, more: object = headers) =>
      send({ base, body: fine(), key, headers: { ...more } })
    const read = (authorization: string) =>
      send({ base, method: 'GET', path: '/reports/overview', headers: { ...headers, authorization } })
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) statuses.push((await guess(`${SENTINEL}-${i}`)).status)
    for (let i = 0; i < 3; i++) statuses.push((await read(`Bearer hlr_${SENTINEL}-${i}`)).status)
    for (let i = 0; i < 3; i++) statuses.push((await read(adminOf(`${SENTINEL}-${i}`))).status)
    expect(statuses).toEqual(Array(10).fill(401))
    for (const answer of [
      await guess(SENTINEL),
      await read(`Bearer ${SENTINEL}`),
      await read(adminOf(SENTINEL)),
      await read('Basic'),
    ]) {
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(answer.json()).toMatchObject({ code: 'too_many_guesses' })
    }
    // There are no reports here, and both know that only after they have let the reader in.
    for (const authorization of [adminOf('correct horse'), 'Bearer hlr_open-token'])
      expect((await read(authorization)).json()).toMatchObject({ code: 'reports_disabled' })
    expect((await guess('hlw_open-key')).status).toBe(202)
    expect((await guess('', headers)).status).toBe(401)
    expect((await guess(SENTINEL, { 'x-forwarded-for': '203.0.113.10' })).status).toBe(401)
    const text = await (
      await fetch(`${base}/metrics`, { headers: { authorization: adminOf('correct horse') } })
    ).text()
    const failures = [...text.matchAll(/^hushlog_auth_failures_total\{kind="(\w+)"\} (\d+)$/gm)]
    expect(failures.map(([, kind, count]) => [kind, Number(count)])).toEqual([
      ['write_key', 6],
      ['read_token', 4],
      ['password', 5],
    ])
    await guessed.close()
    const lines = logLines.filter((line) => line.includes('wrong credentials were sent'))
    expect(lines).toEqual(
      ['write_key', 'read_token', 'password'].map((credential) =>
        JSON.stringify([{ credential, times: 1 }, 'wrong credentials were sent']),
      ),
    )
    expect(logLines.join()).not.toContain('203.0.113')
  })

  test('of the log answer 503, and nothing of the batch is stored', async () => {
    const { collector: small, url: base } = await start(
      configured('small', { log: { maxBytes: 1024, dedupeDays: 14, maxAgeDays: 14 } }),
    )
    const body = batch(...Array.from({ length: 10 }, () => event()))
    const refused = await send({ base, body })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
    expect(refused.json()).toEqual(problem(503, 'log_full', 'Event log full'))
    const isReady = async () => {
      const answer = await fetch(`${base}/readyz`)
      const { reasons, ...ready } = (await answer.json()) as { ready: boolean; reasons: string[] }
      return [answer.status, ready, reasons.includes('log_full')]
    }
    expect(await isReady()).toEqual([503, { ready: false }, true])
    expect((await send({ base, body: batch(event()) })).json()).toMatchObject({ accepted: 1 })
    expect(await isReady()).toEqual([200, { ready: true }, false])
    expect(
      await (await fetch(`${base}/metrics`, { headers: { authorization: adminOf('correct horse') } })).text(),
    ).toMatch(/^hushlog_events_accepted_total 1$/m)
    await small.close()
  })
})

test('the router works in an Express application, before any body parser', async () => {
  const { collector: mounted } = await start(configured('mounted'))
  for (const [before, status] of [
    [[], 202],
    [[express.json()], 500],
  ] as const) {
    const server = express()
      .use(...before, mounted.router)
      .use((_request, response) => {
        response.status(418).end()
      })
      .listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    expect((await send({ base, body: batch(event()) })).status).toBe(status)
    expect((await send({ base, path: '/of-the-host' })).status).toBe(418)
    server.close()
    server.closeAllConnections()
  }
  await mounted.close()
})

test('readiness names a store that does not open beside 200, and the end beside 503', async () => {
  const config = configured('opening', {
    sinks: [{ type: 'embedded', name: 'embedded', enabled: true, content: 'include' }],
  })
  // The store finds a folder where it needs its file.
  mkdirSync(join(config.dataDir, 'embedded.duckdb'), { recursive: true })
  writeFileSync(join(config.dataDir, 'keys.json'), '{"pseudonym_secrets":{}}')
  const opening = await createCollector({ ...config, tenants: [] }, { logger })
  const server = express().use(opening.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const readiness = async () => {
    const answer = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/readyz`)
    return [answer.status, await answer.json()]
  }
  expect(await readiness()).toEqual([200, { ready: true, reasons: ['store_opening'] }])
  await opening.close()
  expect(await readiness()).toEqual([503, { ready: false, reasons: ['stopping', 'store_opening'] }])
  server.close()
  server.closeAllConnections()
})

test('no answer, header or log line repeats a value that was sent', () => {
  for (const text of [...answers, ...logLines])
    expect(text.toLowerCase()).not.toContain(SENTINEL.toLowerCase())
  expect(answers.length).toBeGreaterThan(100)
})
