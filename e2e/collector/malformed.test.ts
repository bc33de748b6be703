/**
 * Every kind of malformed input gets its documented answer, harms no other event, and is repeated nowhere.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acme, type CollectorProcess, globex, startCollector } from '../processes/collector-process.js'
import { allDelivered, embeddedIds, readMetric, readMetrics, readObjects } from '../stores/read-stores.js'
import { newEvent, postAccepted } from '../traffic/send-events.js'

/** Every input that must not be repeated holds this text, which no rule of the sanitizer finds. */
const SENTINEL = 'zqxSentinelValue'

let collector: CollectorProcess
/** Collects the bodies of all answers. */
const answers: string[] = []
const stored: string[] = []

beforeAll(async () => {
  collector = await startCollector()
})
afterAll(() => collector?.dispose())

interface Attempt {
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string
  readonly query?: string
  readonly method?: string
}

async function send({ body, headers = {}, key = acme.writeKey, query = '', method = 'POST' }: Attempt) {
  const response = await fetch(`${collector.url}/v1/events${query}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  answers.push(text)
  response.headers.forEach((value, name) => {
    answers.push(`${name}: ${value}`)
  })
  return { status: response.status, headers: response.headers, text }
}

const good = () => {
  const event = newEvent({ query_length: 5 })
  stored.push(event.id)
  return event
}
/** Makes a request that is valid but for what a test changes. */
const batch = () => JSON.stringify({ events: [newEvent({ analysis_type: SENTINEL })] })
const gzip = { 'content-encoding': 'gzip' }

const refusals: readonly [string, number, () => Attempt][] = [
  ['no body', 400, () => ({})],
  ['an empty body', 400, () => ({ body: '' })],
  ['an empty compressed body', 400, () => ({ body: gzipSync(''), headers: gzip })],
  ['text that is not JSON', 400, () => ({ body: `{"events":[{"label":"${SENTINEL}"` })],
  ['JSON followed by more', 400, () => ({ body: `${batch()}${SENTINEL}` })],
  ['bytes that are not UTF-8', 400, () => ({ body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) })],
  ['null', 400, () => ({ body: 'null' })],
  ['a string', 400, () => ({ body: `"${SENTINEL}"` })],
  ['a number', 400, () => ({ body: '42' })],
  ['an object without events', 400, () => ({ body: `{"${SENTINEL}":1}` })],
  ['events that are an object', 400, () => ({ body: `{"events":{"${SENTINEL}":1}}` })],
  ['events that are a string', 400, () => ({ body: `{"events":"${SENTINEL}"}` })],
  ['a body that is not gzip', 400, () => ({ body: SENTINEL, headers: gzip })],
  ['gzip that was cut off', 400, () => ({ body: gzipSync(batch()).subarray(0, 40), headers: gzip })],
  ['a body that is not brotli', 400, () => ({ body: SENTINEL, headers: { 'content-encoding': 'br' } })],
  ['a body that is not deflate', 400, () => ({ body: SENTINEL, headers: { 'content-encoding': 'deflate' } })],
  ['no key', 401, () => ({ body: batch(), key: '' })],
  ['a key nobody has', 401, () => ({ body: batch(), key: `hlw_${SENTINEL}0000000000` })],
  ['a key of the wrong kind', 401, () => ({ body: batch(), key: acme.readToken })],
  ['a key nobody has in the address', 401, () => ({ body: batch(), key: '', query: `?key=hlw_${SENTINEL}` })],
  [
    'a page of another origin',
    403,
    () => ({
      body: batch(),
      key: globex.writeKey,
      headers: { origin: `https://${SENTINEL.toLowerCase()}.example` },
    }),
  ],
  // The body is little larger than the limit: while a longer one is made, the server may close the idle
  // connection.
  ['a body over the limit', 413, () => ({ body: `{"events":["${SENTINEL.repeat(600_000)}"]}` })],
  [
    'a small body that inflates over the limit',
    413,
    () => ({ body: gzipSync(Buffer.alloc(16 * 2 ** 20, ' ')), headers: gzip }),
  ],
  [
    'a type that is not JSON',
    415,
    () => ({ body: batch(), headers: { 'content-type': `application/${SENTINEL}` } }),
  ],
  ['an encoding nobody knows', 415, () => ({ body: batch(), headers: { 'content-encoding': SENTINEL } })],
]

test.each(refusals)('%s is answered with %i', async (_name, status, attempt) => {
  const answer = await send(attempt())
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = JSON.parse(answer.text) as Record<string, unknown>
  expect(problem).toMatchObject({ status, title: expect.any(String), type: expect.any(String) })
})

describe('what must be accepted', () => {
  const accepted: readonly [string, (json: string) => Attempt][] = [
    ['application/json', (body) => ({ body })],
    [
      'a media type with parameters',
      (body) => ({ body, headers: { 'content-type': 'application/json; charset=utf-8' } }),
    ],
    [
      'text/plain and the key in the address, as a page does',
      (body) => ({
        body,
        key: '',
        query: `?key=${acme.writeKey}`,
        headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://any.example' },
      }),
    ],
    ['gzip', (body) => ({ body: gzipSync(body), headers: gzip })],
    ['br', (body) => ({ body: brotliCompressSync(body), headers: { 'content-encoding': 'br' } })],
    ['deflate', (body) => ({ body: deflateSync(body), headers: { 'content-encoding': 'deflate' } })],
  ]
  test.each(accepted)('%s', async (_name, attempt) => {
    const answer = await send(attempt(JSON.stringify({ events: [good()] })))
    expect([answer.status, answer.text]).toEqual([202, '{"accepted":1,"duplicates":0,"rejected":[]}'])
  })

  test('newline-delimited JSON', async () => {
    const body = `${JSON.stringify(good())}\n${JSON.stringify(good())}\n`
    const answer = await send({ body, headers: { 'content-type': 'application/x-ndjson' } })
    expect([answer.status, answer.text]).toEqual([202, '{"accepted":2,"duplicates":0,"rejected":[]}'])
  })

  test('a page of an allowed origin', async () => {
    const body = JSON.stringify({ events: [good()] })
    const origin = 'https://app.globex.example'
    const answer = await send({ body, key: globex.writeKey, headers: { origin } })
    expect(answer.status).toBe(202)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  })
})

/** Each row has a bad event, and the code and path of its rejection. */
const badEvents: readonly [string, () => unknown, string, string][] = [
  ['null', () => null, 'invalid_type', ''],
  ['a string', () => SENTINEL, 'invalid_type', ''],
  ['an array', () => [SENTINEL], 'invalid_type', ''],
  ['no type', () => ({ id: ulid() }), 'missing_field', 'event'],
  ['an unknown type', () => newEvent({ event: SENTINEL }), 'unknown_event', 'event'],
  [
    'a type named like a member of every object',
    () => newEvent({ event: 'constructor' }),
    'unknown_event',
    'event',
  ],
  ['no id', () => ({ ...newEvent(), id: undefined }), 'missing_field', 'id'],
  ['an id that is not a ULID', () => newEvent({ id: SENTINEL }), 'invalid_value', 'id'],
  ['no time', () => ({ ...newEvent(), ts: undefined }), 'missing_field', 'ts'],
  ['a time that does not exist', () => newEvent({ ts: '2026-02-30T00:00:00Z' }), 'invalid_value', 'ts'],
  ['a version of tomorrow', () => newEvent({ schema_version: 2 }), 'invalid_value', 'schema_version'],
  [
    'a required object that is none',
    () => newEvent({ event: 'vendor_call', vendor: SENTINEL }),
    'invalid_type',
    'vendor',
  ],
]

test('one bad event leaves the rest of its batch stored, and the answer names field and code only', async () => {
  const events = badEvents.flatMap(([, bad]) => [good(), bad()])
  const answer = await send({ body: JSON.stringify({ events }) })
  expect(answer.status).toBe(202)
  const { accepted, rejected } = JSON.parse(answer.text) as {
    accepted: number
    rejected: { index: number; id?: string; code: string; path: string }[]
  }
  expect(accepted).toBe(badEvents.length)
  expect(rejected.map(({ index, code, path }) => [badEvents[(index - 1) / 2]?.[0], code, path])).toEqual(
    badEvents.map(([name, , code, path]) => [name, code, path]),
  )
  for (const { id } of rejected) if (id !== undefined) expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
})

/** Each row has an event with an optional field that cannot be taken, and the code and path of its removal. */
const unfitEvents: readonly [string, () => { readonly id: string }, string, string][] = [
  ['a string for a number', () => newEvent({ query_length: SENTINEL }), 'invalid_type', 'query_length'],
  ['a negative count', () => newEvent({ query_length: -1 }), 'invalid_value', 'query_length'],
  [
    'an object for a string',
    () => newEvent({ analysis_type: { [SENTINEL]: 1 } }),
    'invalid_type',
    'analysis_type',
  ],
  [
    'free text for an id',
    () => newEvent({ session_id: `${SENTINEL} and more` }),
    'invalid_value',
    'session_id',
  ],
  ['a string for context', () => newEvent({ context: SENTINEL }), 'invalid_type', 'context'],
  [
    'free text deep inside',
    () => newEvent({ context: { locale: `${SENTINEL} !` } }),
    'invalid_value',
    'context.locale',
  ],
]

test('a bad optional field costs that field alone, and the answer names field and code only', async () => {
  const events = unfitEvents.map(([, unfit]) => unfit())
  stored.push(...events.map(({ id }) => id))
  const before = await readMetric(collector.url, 'hushlog_fields_removed_total', 'code="invalid_type"')
  const answer = await send({ body: JSON.stringify({ events }) })
  const { accepted, rejected, removed } = JSON.parse(answer.text) as {
    accepted: number
    rejected: unknown[]
    removed: { index: number; code: string; path: string; expected: string }[]
  }
  expect([accepted, rejected]).toEqual([unfitEvents.length, []])
  expect(removed.map(({ index, code, path }) => [unfitEvents[index]?.[0], code, path])).toEqual(
    unfitEvents.map(([name, , code, path]) => [name, code, path]),
  )
  for (const { expected } of removed) expect(expected).toMatch(/^\w/)
  const types = unfitEvents.filter(([, , code]) => code === 'invalid_type')
  expect(await readMetric(collector.url, 'hushlog_fields_removed_total', 'code="invalid_type"')).toBe(
    before + types.length,
  )
})

test('hostile but valid events are stored', async () => {
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
  const [id1, id2, id3, id4] = [good(), good(), good(), good()].map((event) => event.id)
  const base = (id: string | undefined) =>
    `"id":"${id}","event":"user_query","ts":"${new Date().toISOString()}","schema_version":1`
  const events = [
    `{${base(id1)},"__proto__":{"polluted":"${SENTINEL}"},"constructor":"${SENTINEL}","toString":1}`,
    `{${base(id2)},"${SENTINEL}":${deep}}`,
    `{${base(id3)},"analysis_type":"lone \\ud800 surrogate"}`,
    `{${base(id4)},"query_text":"${`${SENTINEL} `.repeat(20_000)}"}`,
  ]
  const answer = await send({ body: `{"events":[${events.join(',')}]}` })
  expect([answer.status, answer.text]).toEqual([202, '{"accepted":4,"duplicates":0,"rejected":[]}'])
})

test('what was refused or removed is in no answer, output, metric or file', async () => {
  const late = newEvent({ [SENTINEL]: SENTINEL, query_text: `${SENTINEL} in a text field` })
  stored.push(late.id)
  await postAccepted(collector.url, acme.writeKey, [late])
  await allDelivered(collector.url)
  expect(
    await readMetric(collector.url, 'hushlog_events_rejected_total', 'code="invalid_type"'),
  ).toBeGreaterThan(0)

  const places = new Map([
    ['answers', answers.join('\n')],
    ['metrics', await readMetrics(collector.url)],
  ])
  expect(await collector.stop()).toBe(0)
  places.set('stdout', collector.stdout()).set('stderr', collector.stderr())
  for (const [place, text] of places) expect(text.includes(SENTINEL), place).toBe(false)
  // Media types are compared in lower case. A line on refused events names the origin of the page, and nothing else.
  for (const [place, text] of places)
    expect(
      text
        .replace(/"origin":"[^"]*"/g, '')
        .toLowerCase()
        .includes(SENTINEL.toLowerCase()),
      place,
    ).toBe(false)
  expect(places.get('stdout')).not.toBe('')
  expect(await filesContaining([collector.dataDir, collector.exportDir], SENTINEL)).toEqual([])
  // The same search finds what was stored.
  expect(await filesContaining([collector.exportDir], late.id)).not.toEqual([])
})

test('exactly the good events are in the stores', async () => {
  const expected = [...stored].sort()
  expect((await embeddedIds(collector.dataDir)).sort()).toEqual(expected)
  expect((await readObjects(collector.exportDir)).map(({ id }) => id).sort()).toEqual(expected)
})

async function filesContaining(folders: readonly string[], text: string): Promise<string[]> {
  const found: string[] = []
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = join(entry.parentPath, entry.name)
      const bytes = await readFile(file)
      const content = entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes
      if (content.includes(text) || content.includes(Buffer.from(text, 'utf16le'))) found.push(file)
    }
  }
  return found
}
