import { afterAll, beforeAll, expect, it } from 'vitest'
import { withServer } from '../../testing/with-server.fixture.js'
import { createTestDatabase, type TestDatabase } from './database.fixture.js'
import { createPostgresStore } from './postgres.js'

const ENDLESS = 'SELECT pg_sleep(3600)'
const RUNNING = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'PgSleep'"

withServer('postgres', (server) => {
  let database: TestDatabase
  let postgres: ReturnType<typeof createPostgresStore>

  beforeAll(async () => {
    database = await createTestDatabase(server.url)
    postgres = createPostgresStore({ ...database, name: 'postgres' })
    await postgres.sink.open(new AbortController().signal)
  })

  afterAll(async () => {
    await postgres.sink.close()
    await database.remove()
  })

  const running = async () => (await database.query(RUNNING))[0]?.n

  it('ends a statement on the server when the signal aborts', async () => {
    const leaves = new AbortController()
    const asked = postgres.reports.rows(ENDLESS, [], leaves.signal)
    const settled = asked.catch((thrown: unknown) => thrown)
    await expect.poll(running).toBe(1)
    leaves.abort()
    expect(await settled).toBeInstanceOf(Error)
    await expect.poll(running).toBe(0)
    expect(await postgres.reports.rows('SELECT 1 AS n', [])).toEqual([{ n: 1 }])
  })

  it('ends the statement of a stream too', async () => {
    const leaves = new AbortController()
    const first = postgres.reports.stream(ENDLESS, [], leaves.signal)[Symbol.asyncIterator]().next()
    const settled = first.catch((thrown: unknown) => thrown)
    await expect.poll(running).toBe(1)
    leaves.abort()
    expect(await settled).toBeInstanceOf(Error)
    await expect.poll(running).toBe(0)
  })
})
