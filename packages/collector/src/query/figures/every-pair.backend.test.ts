/** Asks PostgreSQL for every pair of a metric and a dimension, since it knows the types of a statement before it runs. */
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../sinks/postgres/database.fixture.js'
import { createPostgresStore } from '../../sinks/postgres/postgres.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { answerOf } from './case.fixture.js'
import { everyPair } from './every-pair.fixture.js'

withServer('postgres', (server) => {
  it('answers every metric by every dimension', async () => {
    const database = await createTestDatabase(server.url)
    const postgres = createPostgresStore({ ...database, name: 'postgres' })
    await postgres.sink.open(new AbortController().signal)
    const from = { name: 'postgres', sink: 'postgres', store: postgres.reports } as const
    for (const query of everyPair) {
      const given = { name: '', events: [], rows: [], query, settings: { minSessions: 5 } }
      const { totals } = await answerOf(from, given, 0)
      expect(totals?.metrics).toHaveLength((query.metrics as unknown[]).length)
    }
    await postgres.sink.close()
    await database.remove()
  })
})
