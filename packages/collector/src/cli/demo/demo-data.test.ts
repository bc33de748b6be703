/** The command fills a fresh data folder through the log, and no other one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { tables } from '@hushlog/schema/tables'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openLog } from '../../log/index.js'
import { runCommand } from '../run-command.fixture.js'
import { writeMark } from './demo-folder.js'

const folders: string[] = []
let config = ''
let dataDir = ''

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-demo-data-'))
  folders.push(folder)
  dataDir = join(folder, 'data')
  config = join(folder, 'hushlog.yaml')
  writeFileSync(
    config,
    `listen: 127.0.0.1:0
data_dir: data
env: prod
tenants: [{ id: acme, retention_days: 60 }, { id: globex, retention_days: 60 }]
sinks: [{ type: file, name: archive, path: ./archive }]
`,
  )
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const demoData = (...options: readonly string[]) => runCommand(['demo-data', '-c', config, ...options])

/** Reads what the embedded store has, by tenant and environment. */
async function readStored(): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(join(dataDir, 'embedded.duckdb'), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const all = tables.map(({ name }) => `SELECT tenant_id, env, id FROM "${name}"`).join(' UNION ALL ')
  const reader = await connection.runAndReadAll(
    `SELECT tenant_id, env, count(*)::INTEGER AS events, count(DISTINCT id)::INTEGER AS ids FROM (${all}) GROUP BY ALL ORDER BY ALL`,
  )
  connection.closeSync()
  instance.closeSync()
  return reader.getRowObjects()
}

test('stores exactly as many events as were asked for, marked as invented', async () => {
  const printed = JSON.parse(await demoData('--events', '3000', '--days', '40', '--tenants', '2')) as object
  expect(printed).toMatchObject({ events: 3000, tenants: ['acme', 'globex'], sinks: ['embedded'] })
  expect(await readStored()).toEqual([
    { tenant_id: 'acme', env: 'demo', events: 2000, ids: 2000 },
    { tenant_id: 'globex', env: 'demo', events: 1000, ids: 1000 },
  ])
  expect(JSON.parse(readFileSync(join(dataDir, 'demo-data.json'), 'utf8'))).toMatchObject({ finished: true })
})

test('leaves nothing in the log for sinks that were left out, and the cursor of the store at its end', async () => {
  await demoData('--events', '500')
  const log = await openLog({ dir: join(dataDir, 'log'), maxBytes: 1e9, dedupeDays: 14, now: Date.now })
  expect(log.stats()).toMatchObject({ head: 500, records: 0 })
  expect(log.readers()).toEqual(['embedded'])
  expect(log.readerStats('embedded', Date.now()).lagRecords).toBe(0)
  await log.close()
})

test('stores into a sink that is named too', async () => {
  expect(JSON.parse(await demoData('--events', '300', '--sinks', 'archive'))).toMatchObject({
    sinks: ['embedded', 'archive'],
  })
  const log = await openLog({ dir: join(dataDir, 'log'), maxBytes: 1e9, dedupeDays: 14, now: Date.now })
  expect(log.readers().toSorted()).toEqual(['archive', 'embedded'])
  expect(log.readerStats('archive', Date.now()).lagRecords).toBe(0)
  await log.close()
})

test('goes on where it was interrupted, so that every event is there once', async () => {
  await demoData('--events', '400')
  const before = await readStored()
  const mark = JSON.parse(readFileSync(join(dataDir, 'demo-data.json'), 'utf8')) as Parameters<
    typeof writeMark
  >[1]
  writeMark(dataDir, { ...mark, finished: false })
  await demoData('--events', '400')
  expect(await readStored()).toEqual(before)
})

test('a second history, or one among other events, is refused', async () => {
  await demoData('--events', '200')
  expect(await demoData('--events', '200')).toBe('')
  await expect(demoData('--events', '201')).rejects.toThrow(
    'holds another history: 200 events of 30 days, seed 1',
  )
  rmSync(join(dataDir, 'demo-data.json'))
  await expect(demoData('--events', '200')).rejects.toThrow('holds events already')
})

test.each([
  [['--tenants', '3'], 'the configuration has 2 tenants; add 1'],
  [['--days', '61'], 'the tenant "acme" keeps events for 60 days; say --days 60'],
  [['--sinks', 'nowhere'], '--sinks names no sink of the configuration. There are: embedded, archive'],
  [['--events', '0'], 'Expected a whole number from 1 to 1000000000'],
])('says what is wrong with %j', async (options, message) => {
  await expect(demoData(...options)).rejects.toThrow(message)
})
