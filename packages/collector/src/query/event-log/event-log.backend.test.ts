/** Compares the event list and the course of a session of both stores. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withServer } from '../../testing/with-server.fixture.js'
import { openEmbedded, openPostgres, type StoreOfCases } from '../figures/stores.fixture.js'
import { comparable, type Served, serve } from '../server.fixture.js'
import { listingRecords, readAll } from './pages.fixture.js'

withServer('postgres', (server) => {
  let stores: readonly StoreOfCases[]
  let served: readonly Served[]

  beforeAll(async () => {
    stores = [await openEmbedded(listingRecords), await openPostgres(server.url, listingRecords)]
    served = await Promise.all(
      stores.map(({ from }) => serve([from], { tenants: ['acme'], admin: false, who: 'test' })),
    )
  })

  afterAll(async () => {
    for (const each of served) await each.close()
    for (const each of stores) await each.close()
  })

  it.each([
    '/v1/event-log?limit=2',
    '/v1/event-log?event=bubble_opened&limit=1',
    '/v1/sessions/chat-1?limit=3',
  ])('shows the same pages of %s', async (path) => {
    const [embedded, postgres] = await Promise.all(served.map((each) => readAll(each, path)))
    expect(embedded?.length).toBeGreaterThan(1)
    expect(comparable(postgres)).toEqual(comparable(embedded))
  })

  it('counts the same ends of a session', async () => {
    const [embedded, postgres] = await Promise.all(
      served.map((each) => each.json<object>('/v1/sessions/chat-1')),
    )
    expect(embedded).toMatchObject({ events_total: 4 })
    expect(comparable(postgres)).toEqual(comparable(embedded))
  })
})
