/** Tests single stages of ingest where a request cannot show what they do. */
import { createHmac } from 'node:crypto'
import { pseudonym, sanitize } from '@hushlog/schema/sanitize'
import { describe, expect, test } from 'vitest'
import type { TenantConfig } from '../config/config.js'
import { problemCodes } from '../http/problem.js'
import { type Log, LogFullError } from '../log/log.js'
import { testId } from '../log/records.fixture.js'
import { createMemoryLog } from '../testing/memory-log.js'
import { createIngest } from './accept.js'
import type { IngestCounts } from './counts.js'
import { createEventCounts } from './event-counts.js'
import { BODY_BYTES } from './limits.js'
import { readPageEvents } from './page-events.js'
import { sourceOf } from './parse.js'
import { createPreparer, isRejection, type PreparerOptions } from './prepare.js'
import { createPseudonymize, createPseudonymsOf } from './pseudonymize.js'
import { createRateLimit } from './rate-limit.js'
import { isUnchanged } from './read-batch.js'
import { noRefusals } from './refusals/refusals.fixture.js'
import { tenantContext } from './tenant-context.fixture.js'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const writeKey = { key: 'hlw_acme-key', origins: ['*'] }
const tenant: TenantConfig = {
  id: 'acme',
  name: 'Acme',
  writeKeys: [writeKey],
  readTokens: [],
  content: 'off',
  retentionDays: 90,
}
const recordCounts = () => {
  const counted: unknown[][] = []
  const counts: IngestCounts = {
    received: (...args) => counted.push(['received', ...args]),
    accepted: (...args) => counted.push(['accepted', ...args]),
    acceptedByType: createEventCounts().sumsOf,
    duplicate: (...args) => counted.push(['duplicate', ...args]),
    rejected: (...args) => counted.push(['rejected', ...args]),
    timeCorrected: (...args) => counted.push(['timeCorrected', ...args]),
    refused: (...args) => counted.push(['refused', ...args]),
    fieldRemoved: (...args) => counted.push(['removed', ...args]),
    sdkDropped: (...args) => counted.push(['sdkDropped', ...args]),
    finding: (...args) => counted.push(['finding', ...args]),
  }
  return { counted, counts }
}
const event = {
  id: testId(NOW, 1),
  event: 'user_query',
  ts: '2026-01-02T03:04:05.5Z',
  schema_version: 1,
}

describe('prepare', () => {
  const prepare = (value: unknown, more: Partial<PreparerOptions> = {}, leftOut?: number) => {
    const { counted, counts } = recordCounts()
    const preparer = createPreparer({ content: 'off', counts, ...more })
    const tenant = tenantContext()
    const receivedText = new Date(NOW).toISOString()
    const context = { tenant, receivedAt: NOW, receivedText, clockOffset: 0 }
    const prepared = preparer.finish(preparer.slowPath(value, tenant, 0, leftOut), context)
    const stored: unknown = isRejection(prepared) ? undefined : JSON.parse(prepared.json)
    return { prepared, stored, counted }
  }

  test('adds what only the collector knows, whatever a client sends in its place', () => {
    const { prepared, stored } = prepare({
      ...event,
      tenant_id: 'other',
      env: 'x',
      received_at: 'y',
      collector_redactions: 'z',
    })
    expect(stored).toEqual({
      ...event,
      tenant_id: 'acme',
      env: 'test',
      received_at: '2026-01-02T03:04:05.678Z',
      collector_removed_fields: 4,
    })
    expect(prepared).toMatchObject({
      id: event.id,
      tenantId: 'acme',
      event: 'user_query',
      time: Date.UTC(2026, 0, 2, 3, 4, 5, 500),
      receivedAt: NOW,
      hasText: false,
    })
  })

  test('counts its own findings and those of the client by rule; unknown rules count as custom', () => {
    const { stored, counted } = prepare({
      ...event,
      channel: 'jo@example.com',
      context: { redactions: 'email:3,made_up:9' },
    })
    expect(stored).toMatchObject({ channel: '[email]', collector_redactions: 'email:1' })
    expect(counted).toEqual([
      ['finding', 'email', 'collector', 1],
      ['finding', 'email', 'client', 3],
      ['finding', 'custom', 'client', 9],
    ])
  })

  test('removes optional fields that cannot be taken, and counts them by name and code', () => {
    const { prepared, stored, counted } = prepare({
      ...event,
      session_id: 'bad id of jo@example.com',
      channel: null,
      query_length: 'jo@example.com',
      message_number: '3',
      analysis_type: 2,
      context: { locale: '!', page_title: true },
    })
    expect(isRejection(prepared)).toBe(false)
    expect(stored).toMatchObject({ message_number: 3, analysis_type: '2', collector_removed_fields: 3 })
    expect(stored).toHaveProperty('context', { page_title: 'true' })
    for (const name of ['session_id', 'channel', 'query_length']) expect(stored).not.toHaveProperty(name)
    expect(counted).toEqual([
      ['removed', 'acme', 'session_id', 'invalid_value', 1],
      ['removed', 'acme', 'query_length', 'invalid_type', 1],
      ['removed', 'acme', 'context.locale', 'invalid_value', 1],
    ])
  })

  test.each([
    [{ id: null }, 'missing_field', 'id'],
    [{ event: null }, 'missing_field', 'event'],
    [{ ts: 'late' }, 'invalid_value', 'ts'],
    [{ schema_version: 2 }, 'invalid_value', 'schema_version'],
    [{ event: 'vendor_call', vendor: null }, 'missing_field', 'vendor'],
    [{ event: 'vendor_call', vendor: { name: ['x'] } }, 'invalid_type', 'vendor.name'],
    [{ event: 'session_end', session_id: 'a b' }, 'invalid_value', 'session_id'],
  ])('refuses an event without what it must have: %o', (fields, code, path) => {
    const { prepared, counted } = prepare({ ...event, ...fields })
    expect(prepared).toEqual({ code, path, expected: expect.any(String) })
    expect(counted).toEqual([])
  })

  test('applies custom rules and denied keys, and counts them', () => {
    const own = { rules: [{ id: 'employee', pattern: 'EMP-\\d{6}' }], denyKeys: ['pageTitle'] }
    const context = { page_title: 'Hello', page_path: '/staff', redactions: 'employee:2' }
    const { stored, counted } = prepare({ ...event, channel: 'EMP-123456', context }, own)
    expect(stored).toMatchObject({
      channel: '[employee]',
      collector_redactions: 'employee:1',
      collector_removed_fields: 1,
    })
    expect(stored).toHaveProperty('context', { page_path: '/staff', redactions: 'employee:2' })
    expect(counted).toEqual([
      ['finding', 'employee', 'collector', 1],
      ['finding', 'employee', 'client', 2],
    ])
    expect(prepare({ ...event, channel: 'chat' }, own).stored).toMatchObject({ channel: 'chat' })
  })

  test('counts what was left out with the fields that it removes', () => {
    expect(prepare({ ...event, unknown: 1 }, {}, 7).stored).toMatchObject({ collector_removed_fields: 8 })
  })

  test('keeps text only where content capture is on, whatever the client sends', () => {
    expect(prepare({ ...event, query_text: 'hello' }).stored).not.toHaveProperty('query_text')
    const { prepared, stored } = prepare(
      { ...event, query_text: 'I am jo@example.com' },
      { content: 'redacted' },
    )
    expect(stored).toMatchObject({ query_text: 'I am [email]' })
    expect(prepared).toMatchObject({ hasText: true })
  })

  test('rejects an event that the sanitizer fails on, whatever it fails with', () => {
    const failing = [
      () => {
        throw new TypeError('jo@example.com')
      },
      () => {
        throw 'jo@example.com'
      },
      // A cycle cannot be encoded.
      (value: unknown) => {
        const sanitized = sanitize(value)
        sanitized.event.loop = sanitized.event
        return sanitized
      },
    ]
    for (const sanitizeEvent of failing) {
      const { prepared } = prepare({ ...event, unknown: 1 }, { sanitizeEvent })
      expect(prepared).toMatchObject({ code: 'sanitize_failed', path: '' })
    }
  })
})

test('erasure finds a person who was stored before the secret was rotated', () => {
  const secrets: string[] = ['old']
  const pseudonymsOf = createPseudonymsOf((tenantId) => (tenantId === 'acme' ? secrets : []))
  const before = createPseudonymize('old')('ada@example.com')
  secrets.unshift('new')
  const after = createPseudonymize('new')('ada@example.com')
  expect(after).not.toBe(before)
  expect(pseudonymsOf('acme', 'ada@example.com')).toEqual([after, before])
  expect(pseudonymsOf('acme', pseudonym('ada@example.com'))).toEqual([after, before])
  // What a client sent as an id is hashed, whatever it looks like.
  expect(pseudonymsOf('acme', before)).toEqual([
    before,
    createPseudonymize('new')(before),
    createPseudonymize('old')(before),
  ])
  expect(pseudonymsOf('other', 'ada@example.com')).toEqual([])
})

describe('pseudonyms', () => {
  const pseudonymize = createPseudonymize('secret')
  const keyed = (value: string) =>
    `hp_${createHmac('sha256', 'secret').update(value).digest('hex').slice(0, 32)}`

  test('are the keyed hash of the client’s hash, whether the client made it or not', () => {
    const client = pseudonym('customer-7')
    expect(client).toMatch(/^hu_[0-9a-f]{32}$/)
    for (const value of ['', 'Größe', '漢字😀', 'half \ud800', '\udc00', 'x'.repeat(1_000)])
      expect(pseudonymize(value)).toBe(keyed(pseudonym(value)))
    expect(pseudonymize('customer-7')).toBe(keyed(client))
    expect(pseudonymize(client)).toBe(keyed(client))
    expect(pseudonymize(client)).toBe(keyed(client))
  })
  test('are hashed again unless the sender has them from the stores, and differ by secret', () => {
    const once = pseudonymize('customer-7')
    for (let time = 0; time < 2; time++) expect(pseudonymize(once)).toBe(keyed(once))
    const ofStores = createPseudonymize('secret', true)
    expect([ofStores(once), ofStores('customer-7'), ofStores(once)]).toEqual([once, once, once])
    expect(createPseudonymize('other')('customer-7')).not.toBe(once)
  })
  test('replace values that only look like a pseudonym', () => {
    for (const value of ['hp_', 'hp_x@example.com', `hp_${'A'.repeat(32)}`])
      expect(pseudonymize(value)).not.toBe(value)
  })
})

describe('page events', () => {
  const readAll = (text: string, format: 'json' | 'ndjson') => {
    const items = readPageEvents(
      sourceOf(Buffer.from(text)),
      format,
      () => undefined,
      { tenantId: 'acme', headers: {}, isAscii: true },
      () => NOW,
    )
    return [...items].map((item) => (isUnchanged(item) ? item : item.parsed))
  }
  const parse = (value: unknown) => readAll(JSON.stringify(value), 'json')

  test('get an id, a time and a version when they have none', () => {
    const [made] = parse({ event: 'page_view' }) as Record<string, unknown>[]
    expect(made).toEqual({
      event: 'page_view',
      id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
      ts: '2026-01-02T03:04:05.678Z',
      schema_version: 1,
    })
    expect(parse({ ...event })).toEqual([event])
  })
  test('of a batch get a time by the clock of their client, which is corrected later', () => {
    const [made] = parse({ sent_at: '1990-01-01T00:00:00Z', events: [{ event: 'page_view' }] })
    expect(made).toMatchObject({ ts: '1990-01-01T00:00:00.000Z' })
    const [unreadable] = parse({ sent_at: '1990-02-30T00:00:00Z', events: [{ event: 'page_view' }] })
    expect(unreadable).toMatchObject({ ts: '2026-01-02T03:04:05.678Z' })
  })
  test('with a name that is not in the catalogue become custom events, hostile names too', () => {
    const odd = JSON.parse('{"event":"__proto__","data":{"__proto__":1,"a":2},"session_id":"s"}') as unknown
    const [made] = parse(odd) as Record<string, unknown>[]
    expect(made).toMatchObject({ event: 'custom', name: '__proto__', session_id: 's' })
    expect(Object.entries(made?.properties ?? {})).toEqual([
      ['__proto__', 1],
      ['a', 2],
    ])
    expect(({} as Record<string, unknown>).a).toBeUndefined()
  })
  test('come as one object, a list, a batch or lines, whatever is too large to be parsed', () => {
    const one = { ...event, session_id: 'a' }
    const large = { ...event, x: Array.from({ length: 2_000 }, () => 1) }
    const events = [one, large, one]
    const expected = [one, event, one]
    expect(parse(large)).toEqual([event])
    expect(parse(events)).toEqual(expected)
    expect(parse({ app: 'a', events })).toEqual(expected)
    expect(readAll(events.map((each) => JSON.stringify(each)).join('\n'), 'ndjson')).toEqual(expected)
    for (const text of ['', '[', '[1]2', '{"events":[1}', '{} {}'])
      expect(() => readAll(text, 'json')).toThrow(expect.objectContaining({ code: 'malformed_body' }))
  })
  test('that are not objects are left for validation to reject', () => {
    expect(parse([1, null, ['x'], 'y'])).toEqual([1, null, ['x'], 'y'])
    expect(parse({ event: 5 })).toMatchObject([{ event: 5 }])
  })
})

describe('limits', () => {
  test('a token bucket refills with time, and a larger batch passes when it is full', () => {
    const clock = { now: 0 }
    const limit = createRateLimit(() => clock.now)
    const key = { ...writeKey, eventsPerSecond: 10 }
    limit.events(key, 20)
    expect(() => limit.events(key, 1)).toThrowError(
      expect.objectContaining({ code: 'rate_limited', headers: { 'retry-after': '1' } }),
    )
    clock.now = 100
    limit.events(key, 1)
    clock.now = 10_000
    limit.events(key, 500)
    clock.now = 20_000
    // The larger batch emptied the bucket, and the events beyond its size are owed.
    expect(() => limit.events(key, 1)).toThrow()
    expect(() => limit.check(key)).toThrow()
    limit.events({ ...writeKey, key: 'other' }, 1e9)
  })
  test('bytes are charged as they were sent and again as they are inflated, before the events are known', () => {
    const clock = { now: 0 }
    const limit = createRateLimit(() => clock.now)
    const key = { ...writeKey, eventsPerSecond: 100 }
    limit.check(key)
    limit.sent(key, 8_000)
    limit.inflated(key, 3 * BODY_BYTES)
    const refusal = expect.objectContaining({ code: 'rate_limited' })
    expect(() => limit.check(key)).toThrowError(refusal)
    expect(() => limit.sent(key, 1)).toThrowError(refusal)
    clock.now = 60_000
    limit.check(key)
    limit.sent(writeKey, 1e12)
    limit.check(writeKey)
  })
})

test('a failing append is refused with its code, and every request after the stop', async () => {
  const { createServer } = await import('node:http')
  const refusals: [unknown, string, string | null][] = [
    [new LogFullError('limit'), 'log_full', '10'],
    [new LogFullError('disk'), 'disk_full', '10'],
    [new Error('jo@example.com'), 'internal', null],
  ]
  for (const [failure, code, retryAfter] of refusals) {
    const { counted, counts } = recordCounts()
    const log: Log = { ...createMemoryLog(), append: () => Promise.reject(failure) }
    const errors: unknown[] = []
    const ingest = createIngest({
      log,
      env: 'test',
      maxEventAgeDays: 30,
      counts,
      refusals: noRefusals,
      now: () => NOW,
      onError: (error) => errors.push(error),
    })
    ingest.setTenants([{ ...tenant, pseudonymSecret: 's' }])
    const server = createServer(ingest.events)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1/events?key=hlw_acme-key`
    const post = async () => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ events: [event] }),
      })
      return { text: await answer.text(), retryAfter: answer.headers.get('retry-after') }
    }
    const answer = await post()
    expect(JSON.parse(answer.text)).toMatchObject({ code })
    expect(answer.text).not.toContain('example.com')
    expect(answer.retryAfter).toBe(retryAfter)
    // Nothing counts as received: the client still has the events and sends them again.
    expect(counted).toEqual([['refused', code]])
    expect(errors).toHaveLength(code === 'internal' ? 1 : 0)
    ingest.stop()
    expect(JSON.parse((await post()).text)).toMatchObject({ code: 'stopping', status: 503 })
    await new Promise((resolve) => server.close(resolve))
  }
  expect(problemCodes).toEqual(expect.arrayContaining(refusals.map(([, code]) => code)))
})
