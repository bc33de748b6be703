/**
 * Tests what the contract suite cannot know: definitions, rights, sessions that end, values that PostgreSQL does
 * not take.
 */
import { readFile } from 'node:fs/promises'
import { sqlDdl } from '@hushlog/schema/tables'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { checkPostgres } from './check.js'
import { createTestDatabase, type TestDatabase } from './database.fixture.js'
import { createPostgresStore } from './postgres.js'
import { setUpPostgres } from './setup.js'

const never = () => new AbortController().signal

withServer('postgres', (server) => {
  let database: TestDatabase
  const stores: ReturnType<typeof createPostgresStore>[] = []
  const store = (url = database.url) => {
    const made = createPostgresStore({ url, schema: database.schema, name: 'postgres' })
    stores.push(made)
    return made
  }
  beforeEach(async () => {
    database = await createTestDatabase(server.url)
  })
  afterEach(async () => {
    for (const { sink } of stores.splice(0)) await sink.close()
    await database.remove()
  })
  const setUp = async (dryRun: boolean) => {
    const reported: string[] = []
    await setUpPostgres(database, {
      dryRun,
      signal: never(),
      report: ({ state, what }) => reported.push(`${state} ${what}`),
    })
    return reported
  }
  const count = async () => Number((await database.query('SELECT count(*) AS n FROM events'))[0]?.n)

  it('is checked for the tables that the sink needs, without a change', async () => {
    expect(await checkPostgres(database)).toMatch(/^the database answers; \d+ statements are to be run/)
    await setUp(false)
    expect(await checkPostgres(database)).toBe(
      `the database answers and has its tables in schema ${database.schema}`,
    )
    await expect(checkPostgres({ ...database, url: 'postgres://127.0.0.1:1/none' })).rejects.toThrow(
      'PostgreSQL failed: ECONNREFUSED',
    )
  })

  it('adds what a database of an older version lacks, and keeps its rows and the views built on it', async () => {
    await database.query(`CREATE SCHEMA ${database.schema}`)
    await database.query(sqlDdl('postgres'))
    await database.query(
      `INSERT INTO conversation (id, event, tenant_id, env, ts, received_at, schema_version)
       VALUES ('01KE6SJT800000000000000009', 'user_query', 'acme', 'test', '2026-01-01', '2026-01-01', 1)`,
    )
    await database.query('DROP VIEW events')
    await database.query('ALTER TABLE conversation DROP COLUMN topic')
    await database.query('CREATE VIEW events AS SELECT id, event, tenant_id FROM conversation')
    await database.query('CREATE VIEW mine AS SELECT event FROM events')
    const { sink, reports } = store()
    await sink.open(never())
    const records = [testRecord({ n: 1, event: 'agent_response', fields: { topic: 'new' } })]
    expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
    expect(await reports.rows('SELECT event, topic FROM events ORDER BY id', [])).toEqual([
      { event: 'agent_response', topic: 'new' },
      { event: 'user_query', topic: null },
    ])
    expect(await database.query('SELECT event FROM mine ORDER BY event')).toHaveLength(2)
  })

  it('drops the sums that an older version made, but not those that a view reads', async () => {
    await setUp(false)
    for (const name of ['rollup_counts', 'rollup_sessions', 'rollup_mine'])
      await database.query(`CREATE TABLE ${name} (tenant_id text NOT NULL, events bigint)`)
    await database.query('CREATE VIEW mine AS SELECT events FROM rollup_counts')
    for (const types of ['id text', 'id text, salt text'])
      await database.query(
        `CREATE FUNCTION session_key(${types}) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN hashtextextended(id, 0)`,
      )
    expect(await setUp(false)).toEqual([
      'made DROP TABLE IF EXISTS rollup_sessions;',
      'made DROP FUNCTION IF EXISTS session_key(text);',
    ])
    expect(await setUp(false)).toEqual([`there tables and view of this version in schema ${database.schema}`])
    expect(await database.query('SELECT events FROM mine')).toEqual([])
    expect(await database.query("SELECT session_key('a', 'b') IS NOT NULL AS is_left")).toEqual([
      { is_left: true },
    ])
  })

  it('reports in a dry run what is missing, creates it once, and then nothing', async () => {
    const planned = await setUp(true)
    expect(planned[0]).toBe(`missing CREATE SCHEMA IF NOT EXISTS "${database.schema}";`)
    expect(planned.join('\n')).toContain('missing CREATE TABLE IF NOT EXISTS "conversation"')
    expect(await setUp(true)).toEqual(planned)
    expect(await setUp(false)).toEqual(planned.map((line) => line.replace('missing', 'made')))
    expect(await setUp(false)).toEqual([`there tables and view of this version in schema ${database.schema}`])
  })

  it('lets two collectors start and write the same events at the same time', async () => {
    const [one, two] = [store(), store()]
    await Promise.all([one.sink.open(never()), two.sink.open(never())])
    const batch = testBatch(Array.from({ length: 2000 }, (_, n) => testRecord({ n })))
    expect(await Promise.all([one.sink.write(batch, never()), two.sink.write(batch, never())])).toEqual([
      { failed: [] },
      { failed: [] },
    ])
    expect(await count()).toBe(2000)
  })

  it('stores every kind of column as it was sent, times in UTC', async () => {
    const { sink, reports } = store()
    await sink.open(never())
    const fields = {
      ts: '2026-01-05T12:00:00.123456789+02:00',
      has_visualization: true,
      cost_usd: 0.25,
      input_tokens: 9007199254740991,
      data_summary: { rows: 3, name: 'x', ok: true },
      response_text: '\0 \ud800 \udc00 😀',
      context: { redactions: 'email:1' },
    }
    await sink.write(testBatch([testRecord({ n: 1, event: 'agent_response', fields })]), never())
    const columns =
      'ts, has_visualization, cost_usd, input_tokens, data_summary, response_text, context_redactions, topic'
    expect(await reports.rows(`SELECT ${columns} FROM events`, [])).toEqual([
      {
        ts: '2026-01-05T10:00:00.123Z',
        has_visualization: true,
        cost_usd: 0.25,
        input_tokens: 9007199254740991,
        data_summary: expect.stringMatching(/^\{("(rows":3|name":"x"|ok":true),?){3}\}$/),
        response_text: '\ufffd \ufffd \ufffd 😀',
        context_redactions: 'email:1',
        topic: null,
      },
    ])
  })

  it('reports unavailable when its session is ended, and stores the batch with the next session', async () => {
    const { sink } = store()
    await sink.open(never())
    const batch = testBatch([testRecord({ n: 1 }), testRecord({ n: 2 })])
    await database.query('BEGIN')
    await database.query('LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE')
    const waiting = sink.write(batch, never())
    await until(async () => (await blocked()) === 1)
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hushlog' AND wait_event_type = 'Lock'",
    )
    expect(await waiting).toEqual({
      failed: [
        { index: 0, code: 'unavailable' },
        { index: 1, code: 'unavailable' },
      ],
    })
    await database.query('COMMIT')
    expect(await sink.write(batch, never())).toEqual({ failed: [] })
    expect(await count()).toBe(2)
  })

  it('ends its statement on the server when aborted', async () => {
    const { sink } = store()
    await sink.open(never())
    await database.query('BEGIN')
    await database.query('LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE')
    const abort = new AbortController()
    const waiting = sink.write(testBatch([testRecord({ n: 1 })]), abort.signal)
    await until(async () => (await blocked()) === 1)
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect(await blocked()).toBe(0)
    await database.query('COMMIT')
    expect(await count()).toBe(0)
  })

  it('reports throttled when the server has no free connection, or another writer holds a lock', async () => {
    const role = `${database.schema}_few`
    const { sink: owner } = store()
    await owner.open(never())
    await database.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'few-of-them'`)
    const url = withUser(database.url, role, 'few-of-them')
    const { sink } = store(url)
    await sink.open(never())
    // A superuser is not limited by number, but a lock's time limit is for everybody.
    await database.query(`ALTER ROLE ${role} SET lock_timeout = '50ms'`)
    await sink.open(never())
    await database.query('BEGIN')
    await database.query('LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE')
    const batch = testBatch([testRecord({ n: 1 })])
    expect(await sink.write(batch, never())).toEqual({ failed: [{ index: 0, code: 'throttled' }] })
    await database.query('COMMIT')
    expect(await sink.write(batch, never())).toEqual({ failed: [] })
    await sink.close()
    await database.query(`ALTER ROLE ${role} NOSUPERUSER CONNECTION LIMIT 0`)
    await expect(store(url).sink.open(never())).rejects.toMatchObject({ code: '53300' })
    await database.query(`DROP ROLE ${role}`)
  })

  it('needs no more rights than grants.sql grants, and is refused everything else', async () => {
    const role = `${database.schema}_role`
    await setUp(false)
    await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'least-privilege'`)
    const grants = await readFile(
      new URL('../../../../../deploy/postgres/grants.sql', import.meta.url),
      'utf8',
    )
    await database.query(
      grants.replaceAll(':"schema"', `"${database.schema}"`).replaceAll(':"role"', `"${role}"`),
    )
    const url = withUser(database.url, role, 'least-privilege')
    const { sink, reports } = store(url)
    await sink.open(never())
    const records = [1, 2, 3].map((n) => testRecord({ n, fields: { session_id: `s${n}` } }))
    expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
    expect(await reports.rows('SELECT count(*) AS n FROM events', [])).toEqual([{ n: 3 }])
    const out = { tenantId: 'acme', field: 'session_id', values: ['s1'] } as const
    expect(await sink.erase?.(out, never())).toEqual({ records: 1, touched: ['conversation'] })
    expect(await sink.expire?.('acme', Date.now(), never())).toEqual({ records: 2 })
    for (const beyond of [
      "UPDATE conversation SET topic = 'x'",
      'TRUNCATE conversation',
      'DROP TABLE conversation',
      'ALTER TABLE conversation ADD COLUMN x text',
      `CREATE TABLE "${database.schema}".x ()`,
      'SELECT * FROM pg_authid',
    ])
      await expect(reports.rows(beyond, [])).rejects.toMatchObject({ code: '42501' })
    await database.query('ALTER TABLE conversation DROP COLUMN topic CASCADE')
    await expect(store(url).sink.open(never())).rejects.toMatchObject({ code: '42501' })
    await sink.close()
    await database.query(`DROP OWNED BY ${role}`)
    await database.query(`DROP ROLE ${role}`)
  })

  it('vacuums the tables in which something was erased, and says that the server keeps bytes', async () => {
    const { sink } = store()
    await sink.open(never())
    await sink.write(testBatch([testRecord({ n: 1, fields: { session_id: 's1' } })]), never())
    const vacuums = async () => {
      const tables = await database.query(
        `SELECT vacuum_count AS n FROM pg_stat_user_tables
         WHERE schemaname = '${database.schema}' AND relname = 'conversation'`,
      )
      return Number(tables[0]?.n)
    }
    const erase = (session: string) =>
      sink.erase?.({ tenantId: 'acme', field: 'session_id', values: [session] }, never())
    expect(await erase('nobody')).toEqual({ records: 0, touched: [] })
    const touched = ['conversation']
    expect(await erase('s1')).toEqual({ records: 1, touched })
    expect(await vacuums()).toBe(0)
    expect(await sink.expunge?.(touched, never())).toBe(false)
    await expect.poll(vacuums).toBe(1)
    await expect(sink.expunge?.(touched, AbortSignal.abort(new Error('no')))).rejects.toThrow()
  })

  it('creates its tables again when they were dropped meanwhile', async () => {
    const { sink } = store()
    await sink.open(never())
    await database.query('DROP TABLE conversation CASCADE')
    const batch = testBatch([testRecord({ n: 1 })])
    await expect(sink.write(batch, never())).rejects.toMatchObject({ code: '42P01' })
    expect(await sink.write(batch, never())).toEqual({ failed: [] })
  })

  it('interrupts reports when it closes, and repeats no value of a failed statement', async () => {
    const { sink, reports } = store()
    await expect(reports.rows('SELECT 1', [])).rejects.toMatchObject({ code: 'CLOSED' })
    await sink.open(never())
    const error: Error = await reports.rows("SELECT CAST('SENTINEL' AS integer)", []).then(
      () => new Error('no failure'),
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ name: 'PostgresSinkError', code: '22P02' })
    expect(`${error.message} ${error.stack}`).not.toContain('SENTINEL')
    for await (const rows of reports.stream('SELECT generate_series(1, 100000) AS n', [])) {
      expect(rows).toHaveLength(1000)
      break
    }
    const slow = reports.rows('SELECT pg_sleep(60)', []).then(String, (thrown) => thrown.code)
    const stream = reports.stream('SELECT generate_series(1, $1::int) AS n', [100000])[Symbol.asyncIterator]()
    expect((await stream.next()).value).toHaveLength(1000)
    await sink.close()
    expect(await slow).toBe('CLOSED')
    await expect(stream.next()).rejects.toMatchObject({ name: 'PostgresSinkError' })
    await expect(reports.rows('SELECT 1', [])).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('reports unavailable to readers while the server is out of reach', async () => {
    const { sink, reports } = store()
    await sink.open(never())
    const answer = reports.rows('SELECT pg_terminate_backend(pg_backend_pid())', [])
    await expect(answer).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await reports.rows('SELECT 1 AS n', [])).toEqual([{ n: 1 }])
  })

  it('repeats nothing of the address when it cannot connect', async () => {
    const { sink } = store('postgres://SENTINEL:SENTINEL@127.0.0.1:1/SENTINEL')
    const error: Error = await sink.open(never()).then(
      () => new Error('no failure'),
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ name: 'PostgresSinkError', code: 'ECONNREFUSED' })
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('SENTINEL')
  })

  /** Counts sessions of the sink that wait for a lock. */
  async function blocked(): Promise<number> {
    const rows = await database.query(
      "SELECT FROM pg_stat_activity WHERE application_name = 'hushlog' AND wait_event_type = 'Lock'",
    )
    return rows.length
  }
})

const withUser = (url: string, user: string, password: string): string =>
  Object.assign(new URL(url), { username: user, password }).href

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('it did not come about')
}
