import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { markCopyDue } from './compact-file.js'
import { openDatabase } from './database.js'
import { createEmbeddedStore } from './embedded.js'
import { deleteSelected } from './erase.js'

const never = () => new AbortController().signal
const out = { tenantId: 'acme', field: 'session_id', values: ['session-to-be-forgotten'] } as const

let dataDir = ''
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hushlog-erase-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const records = Array.from({ length: 400 }, (_, n) =>
  testRecord({ n, fields: { session_id: n % 40 === 0 ? out.values[0] : `session-${n}` } }),
)

/** Returns the names of files that contain the text. */
async function filesWith(text: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const holds = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)))
  return files.filter((_, i) => holds[i])
}

/** Compression hides bytes from a search, so the file is written without it. */
async function storeUncompressed(): Promise<void> {
  const store = createEmbeddedStore({ name: 'embedded', dataDir })
  await store.sink.open(never())
  await store.sink.write(testBatch(records), never())
  await store.sink.close()
  const instance = await DuckDBInstance.create(join(dataDir, 'embedded.duckdb'))
  const connection = await instance.connect()
  await connection.run("SET force_compression = 'uncompressed'")
  await connection.run('CREATE TABLE rewritten AS SELECT * FROM conversation')
  await connection.run('DELETE FROM conversation')
  await connection.run('INSERT INTO conversation SELECT * FROM rewritten')
  await connection.run('DROP TABLE rewritten')
  await connection.run('CHECKPOINT')
  connection.closeSync()
  instance.closeSync()
}

it('leaves no byte of what it erased in the files, and reports go on', async () => {
  await storeUncompressed()
  expect(await filesWith(out.values[0])).toEqual([join(dataDir, 'embedded.duckdb')])

  const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir })
  await sink.open(never())
  await writeFile(join(dataDir, 'embedded.duckdb.wal.damaged-2026'), out.values[0])
  expect(await reports.rows('SELECT count(*) AS n FROM events', [])).toEqual([{ n: 400 }])
  expect(await sink.erase?.(out, never())).toEqual({ records: 10 })
  expect(await reports.rows('SELECT count(*) AS n FROM events', [])).toEqual([{ n: 390 }])
  expect(await filesWith(out.values[0])).toEqual([])
  expect((await readdir(dataDir)).filter((name) => name.includes('copy'))).toEqual([])
  // A batch that was stored is still known: the cursor came along.
  expect(await sink.write(testBatch(records.slice(1, 3), 2), never())).toEqual({ failed: [] })
  expect(await reports.rows('SELECT count(*) AS n FROM events', [])).toEqual([{ n: 390 }])
  await sink.close()
  expect(await filesWith(out.values[0])).toEqual([])
})

it('finishes the copy that a crash left undone', async () => {
  await storeUncompressed()
  const database = await openDatabase(dataDir, { threads: 1, memoryLimit: '1GB' })
  await markCopyDue(database.file)
  expect(await deleteSelected(database.writer, out, never())).toBe(10)
  await database.close()
  expect(await filesWith(out.values[0])).toEqual([join(dataDir, 'embedded.duckdb')])

  const { sink } = createEmbeddedStore({ name: 'embedded', dataDir })
  await sink.open(never())
  expect(await sink.erase?.(out, never())).toEqual({ records: 0 })
  expect(await filesWith(out.values[0])).toEqual([])
  await sink.close()
})

it('leaves no byte of rows that retention had removed before', async () => {
  await storeUncompressed()
  const { sink } = createEmbeddedStore({ name: 'embedded', dataDir })
  await sink.open(never())
  expect(await sink.expire?.(out.tenantId, 0, never())).toEqual({ records: 0 })
  expect(await readdir(dataDir)).not.toContain('embedded.duckdb.copy-due')
  await sink.expire?.(out.tenantId, Date.UTC(2100, 0), never())
  expect(await sink.erase?.(out, never())).toEqual({ records: 0 })
  expect(await filesWith(out.values[0])).toEqual([])
  await sink.close()
})
