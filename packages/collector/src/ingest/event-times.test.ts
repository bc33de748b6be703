/** Posts as clients with right, wrong and absurd clocks do, and looks at what reaches the log. */
import { DAY, MINUTE, SECOND } from '@hushlog/base'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testId } from '../log/records.fixture.js'
import { type IngestServer, serveIngest } from './ingest-server.fixture.js'
import type { IngestTenant } from './tenants.js'

const NOW = Date.UTC(2026, 10, 21, 10, 0, 0, 250)
const iso = (time: number) => new Date(time).toISOString()

const tenant: IngestTenant = {
  id: 'acme',
  name: 'Acme',
  writeKeys: [
    { key: 'hlw_acme', origins: ['*'] },
    { key: 'hlw_backfill', origins: [], backfill: true },
  ],
  readTokens: [],
  content: 'off',
  retentionDays: 90,
  pseudonymSecret: 's',
}
const short: IngestTenant = {
  ...tenant,
  id: 'short',
  writeKeys: [
    { key: 'hlw_short', origins: [] },
    { key: 'hlw_short-backfill', origins: [], backfill: true },
  ],
  retentionDays: 7,
}

let server: IngestServer
let ids = 0
beforeAll(async () => {
  server = await serveIngest([tenant, short], NOW)
})
beforeEach(() => {
  server.clock.now = NOW
  server.corrected.clear()
})
afterAll(() => server.close())

const event = (time: number, more: object = {}) => ({
  id: testId(NOW, ++ids),
  event: 'page_view',
  ts: iso(time),
  schema_version: 1,
  ...more,
})
/** Is unknown to the catalogue, so that its event takes the slow path. */
const slow = { odd: 1 }
const path = (key = 'hlw_acme') => `/v1/events?key=${key}`
const batch = (sentAt: unknown, events: readonly object[]) => JSON.stringify({ sent_at: sentAt, events })
const rejection = (index: number, id: string, days = 30) => ({
  index,
  id,
  code: 'time_out_of_range',
  path: 'ts',
  expected: `a time from ${days} days ago to 5 minutes ahead`,
})
const accepted = (count: number) => ({ accepted: count, duplicates: 0, rejected: [] })

describe('the clock of a client', () => {
  test.each([
    ['an hour late', -60 * MINUTE],
    ['three days ahead', 3 * DAY],
    ['a bit more than a minute late', -MINUTE - 1],
    ['in 1970', 1000 - NOW],
    ['in 1990', Date.UTC(1990, 0, 1) - NOW],
    ['in 2150', Date.UTC(2150, 0, 1) - NOW],
  ])('that is %s is corrected, on both paths', async (_, offset) => {
    const capturedAt = NOW - 5 * SECOND
    const events = [event(capturedAt + offset), event(capturedAt + offset, slow)]
    for (const indent of [undefined, 1]) {
      const body = { sent_at: iso(NOW + offset), events: events.map((one) => ({ ...one, id: event(0).id })) }
      const { answer, stored } = await server.post(path(), JSON.stringify(body, undefined, indent))
      expect(answer).toEqual(accepted(2))
      expect(stored.map(({ ts }) => ts)).toEqual([iso(capturedAt), iso(capturedAt)])
    }
    expect(server.corrected.get('acme')).toBe(4)
  })

  test.each([
    ['a minute', MINUTE],
    ['minus a minute', -MINUTE],
    ['nothing', 0],
  ])('is right when only %s lies between: that is the way through the network', async (_, offset) => {
    const { stored } = await server.post(
      path(),
      batch(iso(NOW + offset), [event(NOW + offset - 1), event(NOW + offset - 1, slow)]),
    )
    expect(stored.map(({ ts }) => ts)).toEqual([iso(NOW + offset - 1), iso(NOW + offset - 1)])
    expect(server.corrected.size).toBe(0)
  })

  test.each([undefined, null, 0, 1e15, '', 'yesterday', '2020-02-30T00:00:00Z', '2020-01-01T00:00:00', {}])(
    'is not known from %j, so nothing is corrected',
    async (sentAt) => {
      const { answer, stored } = await server.post(path(), batch(sentAt, [event(NOW - DAY)]))
      expect(answer).toEqual(accepted(1))
      expect(stored[0]?.ts).toBe(iso(NOW - DAY))
      expect(server.corrected.size).toBe(0)
    },
  )

  test('is read when the head of a request arrives, however long the body takes', async () => {
    const { stored } = await server.post(path(), batch(iso(NOW), [event(NOW - 1)]), {}, () => {
      server.clock.now += 3 * MINUTE
    })
    expect(stored[0]).toMatchObject({ ts: iso(NOW - 1), received_at: iso(NOW + 3 * MINUTE) })
    expect(server.corrected.size).toBe(0)
  })

  test('may be corrected otherwise the next time: the event is a duplicate all the same', async () => {
    const one = event(NOW - DAY)
    const first = await server.post(path(), batch(iso(NOW - DAY), [one]))
    expect(first.stored[0]?.ts).toBe(iso(NOW))
    server.clock.now += 10 * MINUTE
    const again = await server.post(path(), batch(iso(NOW - DAY + 9 * MINUTE), [one]))
    expect(again.answer).toEqual({ accepted: 0, duplicates: 1, rejected: [] })
  })

  test('leaves what an event spent in a spool: it has its own time, and the batch a new one', async () => {
    const { stored } = await server.post(path(), batch(iso(NOW - 1), [event(NOW - 6 * DAY)]))
    expect(stored[0]?.ts).toBe(iso(NOW - 6 * DAY))
  })

  test('changes nothing but the event’s own time, wherever that stands', async () => {
    const ts = iso(NOW - DAY)
    const fields = {
      user: 'ada',
      name: 'n',
      properties: { ts, other: ts },
    }
    const { id, schema_version } = event(0)
    const { id: other } = event(0)
    const events = [
      { id, event: 'custom', ts, ...fields, schema_version },
      { event: 'custom', ...fields, schema_version, ts, id: other },
    ]
    const { stored } = await server.post(path(), batch(ts, events))
    expect(stored).toHaveLength(2)
    for (const one of stored)
      expect(one).toMatchObject({
        ts: iso(NOW),
        user: expect.stringMatching(/^hp_/),
        properties: fields.properties,
      })
  })

  test('corrects what the endpoint for pages takes, and not the times that it fills in', async () => {
    const body = batch('1990-01-01T00:00:00Z', [{ event: 'page_view' }, event(Date.UTC(1989, 11, 31))])
    const { stored } = await server.post('/analytics-event?key=hlw_acme', body)
    expect(stored.map(({ ts }) => ts)).toEqual([iso(NOW), iso(NOW - DAY)])
  })

  test('is not asked about lines, which have no place for it', async () => {
    const lines = JSON.stringify(event(NOW - DAY))
    const { stored } = await server.post(path(), lines, { 'content-type': 'application/x-ndjson' })
    expect(stored[0]?.ts).toBe(iso(NOW - DAY))
  })
})

describe('the time of an event', () => {
  test.each([
    ['the fast path', {}],
    ['the slow path', slow],
  ])('is in range, or the event is rejected and its neighbors are not: %s', async (_, more) => {
    const inside = [NOW - 30 * DAY, NOW, NOW + 5 * MINUTE].map((time) => event(time, more))
    const outside = [NOW - 30 * DAY - 1, NOW + 5 * MINUTE + 1, Date.UTC(2099, 11, 31), Date.UTC(2001, 0)].map(
      (time) => event(time, more),
    )
    const { answer, stored } = await server.post(path(), batch(undefined, [...outside, ...inside]))
    expect(answer).toEqual({
      accepted: 3,
      duplicates: 0,
      rejected: outside.map(({ id }, i) => rejection(i, id)),
    })
    expect(stored.map(({ id }) => id)).toEqual(inside.map(({ id }) => id))
  })

  test('of a year that the catalogue does not have is out of range, too, and one that does not exist is no time', async () => {
    const years = [
      '1970-01-01T00:00:00Z',
      '1999-12-31T23:59:59Z',
      '2100-01-01T00:00:00Z',
      '9999-12-31T00:00:00Z',
    ]
    const none = [
      '2026-02-30T00:00:00Z',
      '2026-11-21T25:00:00Z',
      '2026-11-20T23:59:60Z',
      '1990-02-30T00:00:00Z',
    ]
    const events = [...years, ...none].map((ts) => ({ ...event(NOW), ts }))
    const { answer } = await server.post(path(), batch(undefined, events))
    const codes = (answer.rejected as { code: string }[]).map(({ code }) => code)
    expect(codes).toEqual([...years.map(() => 'time_out_of_range'), ...none.map(() => 'invalid_value')])
  })

  test('is judged after the correction', async () => {
    const events = [event(NOW - 40 * DAY), event(NOW), event(NOW - 40 * DAY, slow), event(NOW, slow)]
    const { answer } = await server.post(path(), batch(iso(NOW - 40 * DAY), events))
    expect(answer).toMatchObject({
      accepted: 2,
      rejected: [rejection(1, events[1]?.id ?? ''), rejection(3, events[3]?.id ?? '')],
    })
    expect(server.corrected.get('acme')).toBe(2)
  })

  test('is never older than the tenant keeps events', async () => {
    for (const key of ['hlw_short', 'hlw_short-backfill']) {
      const events = [event(NOW - 7 * DAY), event(NOW - 7 * DAY - 1)]
      const { answer } = await server.post(path(key), batch(undefined, events))
      expect(answer).toMatchObject({ accepted: 1, rejected: [rejection(1, events[1]?.id ?? '', 7)] })
    }
  })

  test('does not matter for what the collector itself makes', async () => {
    const old = event(NOW - 400 * DAY, { event: 'session_end', session_id: 's' })
    await server.ingest.acceptInternal('acme', [old])
    const { answer } = await server.post(path(), batch(undefined, [{ ...old, ts: iso(NOW) }]))
    expect(answer).toMatchObject({ duplicates: 1 })
  })
})

describe('a key that may backfill', () => {
  const backfill = path('hlw_backfill')

  test('takes events back to the tenant’s retention, and none ahead', async () => {
    const events = [event(NOW - 90 * DAY), event(NOW - 90 * DAY - 1, slow), event(NOW + 6 * MINUTE)]
    const { answer } = await server.post(backfill, batch(undefined, events))
    expect(answer).toMatchObject({
      accepted: 1,
      rejected: [rejection(1, events[1]?.id ?? '', 90), rejection(2, events[2]?.id ?? '', 90)],
    })
  })

  test('keeps pseudonyms as they are, which any other key hashes again, on both paths', async () => {
    const user = 'hp_0123456789abcdef0123456789abcdef'
    const usersOf = async (key: string) => {
      const events = [event(NOW, { user }), event(NOW, { user }), event(NOW, { user, ...slow })]
      const { stored } = await server.post(path(key), batch(undefined, events))
      return new Set(stored.map((one) => one.user))
    }
    for (let time = 0; time < 2; time++) {
      expect(await usersOf('hlw_backfill')).toEqual(new Set([user]))
      const hashed = await usersOf('hlw_acme')
      expect(hashed.size).toBe(1)
      expect(hashed).not.toContain(user)
      expect([...hashed][0]).toMatch(/^hp_[0-9a-f]{32}$/)
    }
  })

  test('is refused to pages, whatever their origin', async () => {
    for (const url of [backfill, '/analytics-event?key=hlw_backfill']) {
      const { status, answer } = await server.post(url, batch(undefined, [event(NOW)]), {
        origin: 'https://app.example',
      })
      expect([status, answer.code]).toEqual([403, 'origin_not_allowed'])
      expect(answer.detail).toContain('backfill')
    }
  })
})
