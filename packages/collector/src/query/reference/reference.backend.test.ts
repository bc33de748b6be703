/** Runs the comparison on PostgreSQL. */
import { fuzzRuns, fuzzSeed } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../sinks/postgres/database.fixture.js'
import { createPostgresStore } from '../../sinks/postgres/postgres.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { compareAnswers, fillStore } from './compare-stores.fixture.js'
import { randomQuery } from './random-queries.fixture.js'
import type { RawEvent } from './raw-event.fixture.js'

const QUERIES = fuzzRuns(300)
/** A query takes less than this many milliseconds on a busy machine. */
const PER_QUERY = 200

withServer('postgres', (server) => {
  let database: TestDatabase
  let postgres: ReturnType<typeof createPostgresStore>
  let events: readonly RawEvent[]

  beforeAll(async () => {
    database = await createTestDatabase(server.url)
    postgres = createPostgresStore({ ...database, name: 'postgres' })
    events = await fillStore(postgres.sink, fuzzSeed)
  })

  afterAll(async () => {
    await postgres.sink.close()
    await database.remove()
  })

  test('PostgreSQL answers random queries as the reference does', {
    timeout: 60_000 + QUERIES * PER_QUERY,
  }, async () => {
    const store = { name: 'postgres', sink: 'postgres', store: postgres.reports } as const
    await fc.assert(
      fc.asyncProperty(randomQuery, (request) => compareAnswers(store, events, request)),
      // Other queries than those of the embedded store's test.
      { numRuns: QUERIES, seed: fuzzSeed + 1 },
    )
  })
})
