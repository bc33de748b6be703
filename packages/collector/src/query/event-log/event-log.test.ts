/** Reads the event list and the course of sessions by HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { openEmbedded, type StoreOfCases } from '../figures/stores.fixture.js'
import { NOW, type Served, serve } from '../server.fixture.js'
import { listingRecords, type Page, readAll, SECRETS } from './pages.fixture.js'

let store: StoreOfCases
let served: Served

beforeAll(async () => {
  store = await openEmbedded(listingRecords)
  served = await serve([store.from], { tenants: ['acme'], admin: false, who: 'a token' })
})

afterAll(async () => {
  await served.close()
  await store.close()
})

const idsOf = ({ events }: Page) => events.map(({ fields }) => fields.label ?? fields.topic)

describe('the event list', () => {
  it('shows the last event first, with what it says but for texts, persons and agents', async () => {
    const answer = await served.get('/v1/event-log?event=agent_response')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const text = await answer.text()
    const { events, next_cursor } = JSON.parse(text) as Page
    expect(next_cursor).toBeNull()
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^[0-9A-Z]{26}$/),
        event: 'agent_response',
        tenant: 'acme',
        env: 'test',
        ts: '2026-01-05T10:01:00.000Z',
        received_at: '2026-01-05T10:01:01.500Z',
        session_id: 'chat-1',
        fields: {
          channel: 'chat',
          topic: 'billing',
          no_match: false,
          processing_time_ms: 12.5,
          data_summary: { rows: 3 },
          'context.page_path': '/help',
        },
      },
    ])
    for (const secret of SECRETS) expect(text).not.toContain(secret)
  })

  it('never shows a text, a person or an agent of any type', async () => {
    const text = await (await served.get('/v1/event-log?limit=1000')).text()
    expect((JSON.parse(text) as Page).events).toHaveLength(9)
    for (const secret of SECRETS) expect(text).not.toContain(secret)
  })

  it('takes the filters of a query, as parameters and in q', async () => {
    const filters = JSON.stringify([['is', 'channel', ['chat']]])
    const q = JSON.stringify({ event: ['user_query', 'agent_response'], filters: JSON.parse(filters) })
    const [byParameters, byQ] = await Promise.all([
      served.json<Page>(
        `/v1/event-log?event=user_query,agent_response&filters=${encodeURIComponent(filters)}`,
      ),
      served.json<Page>(`/v1/event-log?q=${encodeURIComponent(q)}`),
    ])
    expect(byParameters.events.map(({ event }) => event)).toEqual(['agent_response', 'user_query'])
    expect(byQ).toEqual(byParameters)
    const day = await served.json<Page>('/v1/event-log?date_range=2026-01-04,2026-01-04')
    expect(day.events.map(({ event }) => event)).toEqual(['page_view'])
  })

  it('has pages that neither repeat nor leave out an event while others come in', async () => {
    const all = await served.json<Page>('/v1/event-log?limit=1000')
    for (const limit of [1, 2, 4, 8, 9])
      expect(await readAll(served, `/v1/event-log?limit=${limit}`)).toEqual(all.events)
    // Between two pages one comes in that is newer, and one that is late.
    const first = await served.json<Page>('/v1/event-log?limit=5')
    await store.add([
      testRecord({ n: 901, time: NOW - 1000, event: 'bubble_opened', fields: { label: 'new' } }),
      testRecord({ n: 902, time: NOW - 20 * 86_400_000, event: 'bubble_opened', fields: { label: 'late' } }),
    ])
    const rest = await served.json<Page>(`/v1/event-log?limit=5&cursor=${first.next_cursor}`)
    expect([...first.events, ...rest.events].slice(0, 9)).toEqual(all.events)
    expect(idsOf(rest)).toContain('late')
    expect(idsOf(rest)).not.toContain('new')
    expect(idsOf(await served.json<Page>('/v1/event-log?limit=1'))).toEqual(['new'])
  })

  it('goes on in the range that the first page had', async () => {
    let now = NOW
    const moving = await serve(
      [store.from],
      { tenants: ['acme'], admin: false, who: 'a token' },
      { now: () => now },
    )
    const { next_cursor } = await moving.json<Page>('/v1/event-log?date_range=3h&limit=1')
    now += 12 * 3_600_000
    const rest = await moving.json<Page>(`/v1/event-log?date_range=3h&cursor=${next_cursor}`)
    await moving.close()
    expect(rest.events.length).toBeGreaterThan(3)
  })

  it.each([
    ['cursor=abc', '/cursor', /next_cursor/],
    [`cursor=${Buffer.from('[1,2,3,"x"]').toString('base64url')}`, '/cursor', /next_cursor/],
    ['limit=1001', '/limit', /1 to 1000/],
    ['limit=0', '/limit', /1 to 1000/],
    ['event=user_qery', '/event', /nearest is user_query/],
    ['event=user_query,nothing', '/event/1', /an event/],
    ['filters=[', '/filters', /JSON/],
    ['filters=[["is","user",["hp_x"]]]', '/filters/0/1', /a dimension/],
    ['filters=[["contains","query_text",["x"]]]', '/filters/0/1', /a dimension/],
    ['q=3', '', /JSON object/],
    ['q={"metrics":["events"]}', '', /members/],
    ['evnt=feedback', '', /nearest is event/],
    ['date_range=year', '/date_range', /expected 30d/],
    ['time_zone=Mars', '/time_zone', /time zone/],
  ])('refuses %s at its place', async (parameters, pointer, detail) => {
    const answer = await served.get(`/v1/event-log?${parameters}`)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_query', pointer, detail: expect.stringMatching(detail) }),
    ])
  })

  it('is not there where only figures may be read', async () => {
    const strict = await serve(
      [store.from],
      { tenants: ['acme'], admin: false, who: 'a token' },
      { minSessions: 5 },
    )
    for (const path of ['/v1/event-log', '/v1/sessions/chat-1']) {
      const answer = await strict.get(path)
      expect([answer.status, await answer.json()]).toEqual([
        403,
        expect.objectContaining({ code: 'aggregates_only' }),
      ])
    }
    await strict.close()
  })

  it('leaves audit lines', async () => {
    await served.get('/v1/event-log')
    await served.get('/v1/sessions/chat-1')
    expect(served.audited).toContainEqual(
      expect.objectContaining({ action: 'read', who: 'a token', tenant: 'acme', report: 'event-log' }),
    )
    expect(served.audited).toContainEqual(expect.objectContaining({ report: 'session', rows: 4 }))
    expect(JSON.stringify(served.audited)).not.toContain('chat-1')
  })
})
