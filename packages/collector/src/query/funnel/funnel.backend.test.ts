/** Runs the same funnels on PostgreSQL. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withServer } from '../../testing/with-server.fixture.js'
import { recordsOf, tenantOf } from '../figures/case.fixture.js'
import { openPostgres, type StoreOfCases } from '../figures/stores.fixture.js'
import { expectedBy, funnelCases, funnelOf, shownBy } from './case.fixture.js'

withServer('postgres', (server) => {
  let store: StoreOfCases

  beforeAll(async () => {
    store = await openPostgres(server.url, funnelCases.flatMap(recordsOf))
  })

  afterAll(() => store.close())

  it.each(funnelCases.map((given, index) => ({ ...given, index })))('$name', async ({ index, ...given }) => {
    expect(shownBy(await funnelOf(store.from, given, tenantOf(index)), given)).toEqual(expectedBy(given))
  })
})
