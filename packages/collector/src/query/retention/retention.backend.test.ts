/** Runs the same retention reports on PostgreSQL. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withServer } from '../../testing/with-server.fixture.js'
import { recordsOf, tenantOf } from '../figures/case.fixture.js'
import { openPostgres, type StoreOfCases } from '../figures/stores.fixture.js'
import { expectedBy, retentionCases, retentionOf, shownBy } from './case.fixture.js'

withServer('postgres', (server) => {
  let store: StoreOfCases

  beforeAll(async () => {
    store = await openPostgres(server.url, retentionCases.flatMap(recordsOf))
  })

  afterAll(() => store.close())

  it.each(retentionCases.map((given, index) => ({ ...given, index })))(
    '$name',
    async ({ index, ...given }) => {
      expect(shownBy(await retentionOf(store.from, given, tenantOf(index)), given)).toEqual(expectedBy(given))
    },
  )
})
