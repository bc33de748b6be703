import { afterAll, beforeAll, expect, it } from 'vitest'
import { listingRecords, readAll, SECRETS } from '../event-log/pages.fixture.js'
import { openEmbedded, type StoreOfCases } from '../figures/stores.fixture.js'
import { type Served, serve } from '../server.fixture.js'
import type { SessionCourse } from './read-course.js'

let store: StoreOfCases
let served: Served
let admin: Served

beforeAll(async () => {
  store = await openEmbedded(listingRecords)
  served = await serve([store.from], { tenants: ['acme'], admin: false, who: 'a token' })
  admin = await serve([store.from], { tenants: ['acme', 'globex'], admin: true, who: 'admin' })
})

afterAll(async () => {
  await served.close()
  await admin.close()
  await store.close()
})

it('shows the events of a session in their order, with their times and without text', async () => {
  const answer = await served.get('/v1/sessions/chat-1')
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  const text = await answer.text()
  const { events, ...course } = JSON.parse(text) as SessionCourse
  expect(course).toEqual({
    session_id: 'chat-1',
    tenant: 'acme',
    events_total: 4,
    first_at: '2026-01-05T10:00:00.000Z',
    last_at: '2026-01-05T11:00:00.000Z',
    next_cursor: null,
  })
  expect(events.map((each) => [each.event, each.offset_seconds, each.fields.rating])).toEqual([
    ['user_query', 0, undefined],
    ['agent_response', 60, undefined],
    ['feedback', 120, 1],
    ['override', 3600, undefined],
  ])
  for (const secret of SECRETS) expect(text).not.toContain(secret)
})

it('has pages, and events of one time in the order of their ids', async () => {
  const whole = await served.json<SessionCourse>('/v1/sessions/b')
  expect(whole.events.map(({ event, fields }) => [event, fields.label])).toEqual([
    ['bubble_opened', 'y'],
    ['bubble_opened', 'x'],
    ['error', undefined],
    ['request', undefined],
  ])
  expect(await readAll(served, '/v1/sessions/b?limit=1')).toEqual(whole.events)
})

it('does not know sessions of another tenant, and none that has no events', async () => {
  const statusOf = async (from: Served, path: string) => (await from.get(path)).status
  expect(await statusOf(served, '/v1/sessions/nothing')).toBe(404)
  expect(await statusOf(served, '/v1/sessions/no%20id')).toBe(404)
  expect(await statusOf(served, '/v1/sessions/chat-1?tenant=globex')).toBe(404)
  expect(await statusOf(admin, '/v1/sessions/other?tenant=globex')).toBe(404)
  expect(await admin.json('/v1/sessions/chat-1?tenant=globex')).toMatchObject({
    tenant: 'globex',
    events_total: 1,
  })
})

it('asks an admin for the tenant, and refuses what it does not know', async () => {
  for (const [from, path, pointer] of [
    [admin, '/v1/sessions/chat-1', '/tenant'],
    [admin, '/v1/sessions/chat-1?tenant=*', '/tenant'],
    [served, '/v1/sessions/chat-1?limit=5000', '/limit'],
    [served, '/v1/sessions/chat-1?cursor=x', '/cursor'],
    [served, '/v1/sessions/chat-1?text=1', ''],
  ] as const) {
    const answer = await from.get(path)
    expect([path, answer.status, await answer.json()]).toEqual([
      path,
      400,
      expect.objectContaining({ code: 'invalid_query', pointer }),
    ])
  }
})
