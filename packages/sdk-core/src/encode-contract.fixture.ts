/** Tests what an application may pass, and what becomes of it, alike on the slow path and on a host's fast path. */
import { RULES_VERSION, type SanitizeOptions } from '@hushlog/schema/sanitize'
import { describe, expect, test } from 'vitest'
import { createClient } from './client.js'
import { createFakePlatform, testOptions } from './fake-platform.fixture.js'
import type { FastPath } from './fast-path.js'

/** Fields of `context` that every event of the fake platform has. */
export const clientContext = { sdk: 'test', sdk_version: '1.0.0', rules: RULES_VERSION }

/** @param createFastPath makes the host's fast path; undefined tests the slow path */
export function describeEncoding(
  name: string,
  createFastPath?: (options: SanitizeOptions) => FastPath | undefined,
): void {
  describe(name, () => {
    function setup(options: SanitizeOptions = {}) {
      const platform = createFakePlatform()
      const fastPath = createFastPath?.(options)
      const { client } = createClient(Object.assign(platform, { fastPath }), { ...testOptions, ...options })
      const sent = async () => {
        await platform.advance(1000)
        return platform.requests
          .flatMap(({ body }) => JSON.parse(body).events as Record<string, unknown>[])
          .filter(({ event }) => event !== 'client_report')
      }
      return { platform, client, sent }
    }

    test('an event gets its envelope', async () => {
      const { platform, client, sent } = setup()
      platform.sessionId = 's1'
      client.identify('ada@example.com')
      client.track('agent_response', { processing_time_ms: 850, success: true })
      const [event] = await sent()
      expect(event).toEqual({
        id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
        event: 'agent_response',
        ts: '2026-01-31T00:00:00.000Z',
        schema_version: 1,
        session_id: 's1',
        user: expect.stringMatching(/^hu_[0-9a-f]{32}$/),
        processing_time_ms: 850,
        success: true,
        context: { sdk: 'test', sdk_version: '1.0.0', rules: expect.any(String) },
      })
    })

    test('a program that gives objects, lists, dates and texts a toJSON does not change what leaves', async () => {
      const { client, sent } = setup()
      const prototypes = [
        Object.prototype,
        Array.prototype,
        Date.prototype,
        String.prototype,
        Number.prototype,
      ]
      const before = prototypes.map((prototype) => Object.getOwnPropertyDescriptor(prototype, 'toJSON'))
      for (const prototype of prototypes)
        Object.defineProperty(prototype, 'toJSON', { configurable: true, value: () => 'ada@example.com' })
      try {
        client.track('request', { path: '/a', asset_types: ['pdf', 'csv'], site_tokens: [] })
        client.trackEvent('ordered', { amount: 2.5, by: 'Ada "x"', paid: true, at: new Date(0) })
        client.track('page_view', { ts: new Date(Date.UTC(2026, 0, 31)), context: { page_path: '/b' } })
      } finally {
        for (const [i, prototype] of prototypes.entries()) {
          const own = before[i]
          if (own) Object.defineProperty(prototype, 'toJSON', own)
          else Reflect.deleteProperty(prototype, 'toJSON')
        }
      }
      const [request, ordered, view] = await sent()
      expect(request).toMatchObject({ path: '/a', asset_types: ['pdf', 'csv'], site_tokens: [] })
      expect(ordered?.properties).toMatchObject({ amount: 2.5, by: 'Ada "x"', paid: true })
      expect(view).toMatchObject({ ts: '2026-01-31T00:00:00.000Z', context: { page_path: '/b' } })
      expect(JSON.stringify([request, ordered, view])).not.toContain('example')
    })

    test('rules and keys of the application apply', async () => {
      const rules = [{ id: 'employee', pattern: 'EMP-\\d{6}' }]
      const { client, sent } = setup({ rules, denyKeys: ['shoeSize'] })
      client.trackEvent('ordered', { by: 'EMP-123456', shoe_size: 42 })
      client.trackEvent('ordered', { by: 'somebody' })
      const [first, second] = await sent()
      expect(first).toMatchObject({
        properties: { by: '[employee]' },
        context: { redactions: 'employee:1', removed_fields: 1 },
      })
      expect(first?.properties).toEqual({ by: '[employee]' })
      expect(second).toMatchObject({ properties: { by: 'somebody' } })
    })

    test('a rule of the application that throws drops the event for a named reason', async () => {
      const validate = (value: string) => value === 'b' || (JSON.parse('no JSON') as boolean)
      const { platform, client, sent } = setup({ rules: [{ id: 'own', pattern: '[ab]', validate }] })
      expect(client.trackEvent('x', { p: 'a' })).toBe(false)
      expect(client.trackEvent('x', { p: 'b' })).toBe(true)
      expect(await sent()).toMatchObject([{ properties: { p: '[own]' } }])
      expect(client.stats()).toMatchObject({ captured: 2, dropped: { sanitize_failed: 1 } })
      expect(JSON.stringify(platform.warnings)).not.toContain('no JSON')
    })

    test('the application may set session, user, time and context, but neither id, version nor SDK', async () => {
      const { client, sent } = setup()
      const fields = {
        id: 'mine',
        event: 'other',
        schema_version: 7,
        session_id: 'own',
        ts: new Date(Date.UTC(2022, 2, 21)),
        context: { sdk: 'other', page_path: '/chat' },
      }
      expect(client.trackEvent('page_view', fields)).toBe(true)
      client.reset()
      const [event] = await sent()
      expect(event).toMatchObject({
        id: expect.stringMatching(/^01/),
        event: 'page_view',
        schema_version: 1,
        session_id: 'own',
        ts: '2022-03-21T00:00:00.000Z',
        context: { sdk: 'test', page_path: '/chat' },
      })
      expect(fields.id).toBe('mine')
    })

    test('text leaves only when content capture is on, and then redacted', async () => {
      const off = setup()
      off.client.track('user_query', { query_text: 'write to ada@example.com', query_length: 24 })
      expect(JSON.stringify(await off.sent())).not.toMatch(/query_text|write to/)
      const on = setup({ content: 'redacted' })
      on.client.track('user_query', { query_text: 'write to ada@example.com', query_length: 24 })
      const [event] = await on.sent()
      expect(event).toMatchObject({ query_text: 'write to [email]', context: { redactions: 'email:1' } })
    })

    test('an unknown name becomes a custom event, with the envelope beside its properties', async () => {
      const { client, sent } = setup()
      client.trackEvent('feature_used', { feature: 'export', count: 3, session_id: 's2', nested: { a: 1 } })
      client.trackEvent('bubble_opened')
      client.trackEvent('constructor')
      const [custom, known, odd] = await sent()
      expect(custom).toMatchObject({
        event: 'custom',
        name: 'feature_used',
        session_id: 's2',
        properties: { feature: 'export', count: 3 },
      })
      expect(custom).toMatchObject({ context: { removed_fields: 1 } })
      expect(known).toMatchObject({ event: 'bubble_opened' })
      expect(odd).toMatchObject({ event: 'custom', name: 'constructor' })
    })

    test('a context that the schema refuses costs the field, not the event', async () => {
      const { client, sent } = setup()
      client.track('page_view', { context: { locale: 'not a locale!', time_zone: '???', page_path: '/a' } })
      const [event] = await sent()
      expect(event?.context).toEqual({ ...clientContext, page_path: '/a', removed_fields: 2 })
    })

    test('a figure as text and a figure for a word are converted, and one bad field costs no event', async () => {
      const { client, sent } = setup()
      client.trackEvent('decision', {
        decision: { tier: 2, confidence: '0.83' },
        result: null,
        latency_ms: 'x',
      })
      const [event] = await sent()
      expect(event).toMatchObject({
        decision: { tier: '2', confidence: 0.83 },
        context: { removed_fields: 1 },
      })
      expect(event).not.toHaveProperty('result')
      expect(event).not.toHaveProperty('latency_ms')
      expect(client.stats()).toMatchObject({ captured: 1, dropped: {} })
    })

    test('a getter that tracks an event does not mix it with its own', async () => {
      const { client, sent } = setup()
      let times = 0
      const fields = {
        module: 'outer',
        get response_time_ms() {
          if (times++ === 0) client.track('request', { module: 'inner', response_time_ms: 1 })
          return 2
        },
      }
      client.track('request', { module: 'first', response_time_ms: 0 })
      client.track('request', fields)
      client.track('request', { module: 'last', response_time_ms: 3 })
      const events = await sent()
      expect(events.map(({ module, response_time_ms }) => [module, response_time_ms])).toEqual([
        ['first', 0],
        ['inner', 1],
        ['outer', 2],
        ['last', 3],
      ])
    })

    const cycle: Record<string, unknown> = { response_time_ms: 1 }
    cycle.self = cycle
    const throwing = {
      get path(): string {
        throw new Error('secret in an error')
      },
    }
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    let deep: object = {}
    for (let i = 0; i < 20_000; i++) deep = { deep }

    test.each([
      ['nothing', undefined],
      ['null', null],
      ['a number', 7],
      ['a string of a megabyte', 'x'.repeat(1024 * 1024)],
      ['an array', [1, 2, 3]],
      ['a function', () => 1],
      ['a cycle', cycle],
      ['a getter that throws', throwing],
      ['a revoked proxy', revoked.proxy],
      ['depth', { properties: deep, context: deep }],
      ['__proto__', JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}')],
      ['lone surrogates', { path: '/\ud800', module: '\udc00' }],
      ['megabyte labels', { module: 'x'.repeat(1024 * 1024), path: '/'.repeat(1024 * 1024) }],
      ['a big integer and a symbol', { response_time_ms: 10n, module: Symbol('x') }],
      ['a wrong context', { context: 'secret' }],
      ['an invalid date', { ts: new Date(Number.NaN) }],
      ['toJSON', { module: { toJSON: () => 'secret' } }],
    ])('queues or drops %s without a throw, a leak or a lost count', async (_, fields) => {
      const { platform, client, sent } = setup()
      const call = client.trackEvent as (name: unknown, fields: unknown) => boolean
      const taken = ['request', 'no such event', '__proto__', 7, null, undefined, {}].map((name) =>
        call(name, fields),
      )
      const { captured, dropped, queued } = client.stats()
      expect(captured).toBe(7)
      expect(queued).toBe(taken.filter(Boolean).length)
      expect(queued + Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBe(7)
      const events = await sent()
      expect(JSON.stringify(events).length).toBeLessThan(20_000)
      expect(JSON.stringify([events, platform.warnings])).not.toMatch(/secret|polluted|x{200}/)
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    })

    test('warns the developer once per code, with the schema path and no value', () => {
      const { platform, client } = setup()
      for (let i = 0; i < 3; i++)
        client.trackEvent('decision', { decision: { confidence: 'very ada@example.com' } })
      client.trackEvent('request', { ts: 'ada@example.com' })
      expect(platform.warnings).toEqual([
        'hushlog: removed invalid_type at decision.confidence',
        'hushlog: dropped invalid_value at ts',
      ])
    })

    test('a console or a platform that throws does not reach the application', async () => {
      const { platform, client } = setup()
      platform.warn = () => {
        throw new Error('console')
      }
      expect(client.trackEvent('request', { ts: 'late' })).toBe(false)
      platform.currentScope = () => {
        throw new Error('document is gone')
      }
      expect(client.track('page_view')).toBe(false)
      expect(client.stats().dropped).toEqual({ invalid: 1, sanitize_failed: 1 })
    })

    test.each([undefined, null, 7, {}, ''])('identify(%j) identifies nobody', async (userId) => {
      const { client, sent } = setup()
      client.identify(userId as string)
      client.track('page_view')
      expect((await sent())[0]).not.toHaveProperty('user')
    })
  })
}
