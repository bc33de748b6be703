import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { sqlDdl } from '@hushlog/schema/tables'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { createEmbeddedStore } from './embedded.js'

const never = () => new AbortController().signal

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hushlog-database-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

async function withDatabase(statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(join(dataDir, 'embedded.duckdb'))
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

describe('embedded database', () => {
  it('adds what a database of an older version lacks, and keeps its rows', async () => {
    await withDatabase([
      sqlDdl('duckdb'),
      `INSERT INTO conversation (id, event, tenant_id, env, ts, received_at, schema_version)
       VALUES ('01KE6SJT800000000000000009', 'user_query', 'acme', 'test', '2026-01-01', '2026-01-01', 1)`,
      'DROP VIEW events',
      'DROP TABLE upload',
      'ALTER TABLE conversation DROP COLUMN topic',
      'ALTER TABLE conversation DROP COLUMN context_page_title',
    ])
    const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
    await sink.open(never())
    const records = [
      testRecord({
        n: 1,
        event: 'agent_response',
        fields: { topic: 'new', context: { page_title: 'Page' } },
      }),
      testRecord({ n: 2, event: 'file_upload', fields: { row_count: 3 } }),
    ]
    expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
    expect(
      await reports.rows('SELECT event, topic, context_page_title, row_count FROM events ORDER BY id', []),
    ).toEqual([
      { event: 'agent_response', topic: 'new', context_page_title: 'Page', row_count: null },
      { event: 'file_upload', topic: null, context_page_title: null, row_count: 3 },
      { event: 'user_query', topic: null, context_page_title: null, row_count: null },
    ])
    await sink.close()
  })

  it('drops the sums of an older version, and lets the next erasure copy the file', async () => {
    await withDatabase([
      sqlDdl('duckdb'),
      'CREATE MACRO session_key(id) AS CAST(hash(id) >> 1 AS BIGINT)',
      'CREATE TABLE rollup_topics (tenant_id VARCHAR, hour TIMESTAMP, topic VARCHAR)',
      'CREATE TABLE rollup_hours (hour TIMESTAMP, state VARCHAR)',
    ])
    const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
    await sink.open(never())
    const left = "SELECT count(*) AS n FROM information_schema.tables WHERE table_name LIKE 'rollup%'"
    expect(await reports.rows(left, [])).toEqual([{ n: 0 }])
    await expect(reports.rows("SELECT session_key('a')", [])).rejects.toMatchObject({ code: 'CATALOG' })
    const marker = 'embedded.duckdb.copy-due'
    expect(await readdir(dataDir)).toContain(marker)
    await sink.erase?.({ tenantId: 'acme', field: 'session_id', values: ['nobody'] }, never())
    expect(await readdir(dataDir)).not.toContain(marker)
    await sink.close()
  })

  it('removes temporary files that a crash left, and leaves none of its own', async () => {
    const folder = join(dataDir, 'embedded.tmp')
    await mkdir(folder)
    await writeFile(join(folder, 'conversation-1.ndjson'), 'left over')
    const { sink } = createEmbeddedStore({ name: 'embedded', dataDir })
    await sink.open(never())
    expect(await readdir(folder)).toEqual([])
    await sink.write(testBatch([testRecord({ n: 1 })]), never())
    expect((await readdir(folder)).filter((name) => name !== 'spill')).toEqual([])
    await sink.close()
  })

  it('stores every kind of column as it was sent', async () => {
    const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
    await sink.open(never())
    const record = testRecord({
      n: 1,
      event: 'agent_response',
      fields: {
        ts: '2026-01-05T10:00:00.123456789Z',
        has_visualization: true,
        cost_usd: 0.25,
        input_tokens: 9007199254740991,
        data_summary: { rows: 3, name: 'x', ok: true },
        context: { redactions: 'email:1' },
      },
    })
    await sink.write(testBatch([record]), never())
    const columns = 'ts, has_visualization, cost_usd, input_tokens, data_summary, context_redactions, topic'
    expect(await reports.rows(`SELECT ${columns} FROM events`, [])).toEqual([
      {
        ts: '2026-01-05T10:00:00.123Z',
        has_visualization: true,
        cost_usd: 0.25,
        input_tokens: 9007199254740991,
        data_summary: '{"rows":3,"name":"x","ok":true}',
        context_redactions: 'email:1',
        topic: null,
      },
    ])
    await sink.close()
  })

  it('interrupts readers when it closes, and reports that it is closed', async () => {
    const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
    const slow =
      'SELECT count(*) AS n FROM range(100000) AS a, range(1000000) AS b WHERE a.range + b.range = $1'
    await expect(reports.rows('SELECT 1', [])).rejects.toMatchObject({ code: 'CLOSED' })
    await sink.open(never())
    const running = [1, 2, 3, 4].map((n) => reports.rows(slow, [n]).then(String, (error) => error.code))
    const stream = reports.stream('SELECT * FROM range(1000000)', [])[Symbol.asyncIterator]()
    await stream.next()
    const streamed = (async () => {
      for (;;) if ((await stream.next()).done) return
    })().then(String, (error) => error.code)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await sink.close()
    expect(await Promise.all(running)).toEqual(['INTERRUPT', 'INTERRUPT', 'CLOSED', 'CLOSED'])
    expect(['INTERRUPT', 'undefined']).toContain(await streamed)
    await expect(reports.rows('SELECT 1', [])).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('releases the connection of a stream that its reader leaves early', async () => {
    const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
    await sink.open(never())
    for await (const rows of reports.stream('SELECT * FROM range(1000000)', [])) {
      expect(rows.length).toBeGreaterThan(0)
      break
    }
    await sink.close()
  })

  it('repeats no value of a failed statement', async () => {
    const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
    await sink.open(never())
    const error: Error = await reports.rows("SELECT CAST('SENTINEL' AS INTEGER)", []).then(
      () => new Error('no failure'),
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ name: 'EmbeddedStoreError', code: 'CONVERSION' })
    expect(`${error.message} ${error.stack}`).not.toContain('SENTINEL')
    await sink.close()
  })
})
