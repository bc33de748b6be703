/** Runs the same cases on PostgreSQL. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../sinks/postgres/database.fixture.js'
import { createPostgresStore } from '../../sinks/postgres/postgres.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { answerOf, expectedBy, recordsOf } from './case.fixture.js'
import { reportCases } from './cases.fixture.js'
import { rounded } from './rounded.fixture.js'

withServer('postgres', (server) => {
  let database: TestDatabase
  let postgres: ReturnType<typeof createPostgresStore>

  beforeAll(async () => {
    database = await createTestDatabase(server.url)
    postgres = createPostgresStore({ ...database, name: 'postgres' })
    const signal = new AbortController().signal
    await postgres.sink.open(signal)
    const records = reportCases.flatMap(recordsOf)
    expect(await postgres.sink.write(testBatch(records), signal)).toEqual({ failed: [] })
  })

  afterAll(async () => {
    await postgres.sink.close()
    await database.remove()
  })

  it.each(reportCases.map((given, index) => ({ ...given, index })))('$name', async ({ index, ...given }) => {
    const from = { name: 'postgres', sink: 'postgres', store: postgres.reports } as const
    expect(rounded(await answerOf(from, given, index))).toEqual(rounded(expectedBy(given)))
  })
})
