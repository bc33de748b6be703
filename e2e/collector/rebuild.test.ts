/** A store that lost something gets it again, or says so; what is damaged is rebuilt by one command. */
import { execFile } from 'node:child_process'
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { acme, adminPassword, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered, embeddedIds, readMetric } from '../stores/read-stores.js'
import { newBatch, postAccepted, type WireEvent } from '../traffic/send-events.js'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))

let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.dispose()
  collector = undefined
})

async function start(rollSeconds: number): Promise<CollectorProcess> {
  collector = await startCollector({
    config: { sinks: [{ type: 'file', path: './export', roll_seconds: rollSeconds }] },
  })
  return collector
}

const run = async (running: CollectorProcess, ...args: readonly string[]) => {
  const env = {
    PATH: process.env.PATH,
    HUSHLOG_CONFIG: running.configFile,
    HUSHLOG_ADMIN_PASSWORD: adminPassword,
  }
  const done = await promisify(execFile)(process.execPath, [COMMAND, ...args], { env })
  return done.stdout
}

const send = async (running: CollectorProcess, events: number): Promise<WireEvent[]> => {
  const batch = newBatch(events)
  await postAccepted(running.url, acme.writeKey, batch)
  return batch
}

const idsOf = (events: readonly WireEvent[]) => events.map(({ id }) => id).sort()

const embeddedLag = (running: CollectorProcess) =>
  readMetric(running.url, 'hushlog_sink_lag_records', 'sink="embedded"')

test('an embedded store that lost its last writes gets them again from the log', async () => {
  // The file sink waits, so that the log still has everything.
  const running = await start(600)
  const events = await send(running, 300)
  await expect.poll(() => embeddedLag(running)).toBe(0)
  // The cursor is on disk with the next append.
  events.push(...(await send(running, 1)))
  await expect.poll(() => embeddedLag(running)).toBe(0)
  await running.kill()
  expect(await readdir(running.dataDir)).toContain('embedded.duckdb.wal')
  await rm(join(running.dataDir, 'embedded.duckdb.wal'))

  await running.start()
  await expect
    .poll(() => running.stdout())
    .toContain('a store has lost records, which it gets again from the log')
  await expect.poll(() => embeddedLag(running)).toBe(0)
  expect(running.stdout()).not.toContain('no longer holds')
  expect(await running.stop()).toBe(0)
  expect((await embeddedIds(running.dataDir)).sort()).toEqual(idsOf(events))
})

test('an embedded store that lost what the log no longer has says so, and is rebuilt from files', async () => {
  const running = await start(1)
  const events = await send(running, 300)
  await allDelivered(running.url)
  await expect.poll(() => readMetric(running.url, 'hushlog_log_records'), { interval: 200 }).toBe(0)
  expect(await running.stop()).toBe(0)
  await rm(join(running.dataDir, 'embedded.duckdb'))

  await running.start()
  await expect.poll(() => running.stdout()).toContain('a store has lost records that the log no longer holds')
  expect(running.stdout()).toContain('"command":"hushlog rebuild embedded"')
  expect(await readMetric(running.url, 'hushlog_sink_missing_records_total', 'sink="embedded"')).toBe(300)
  events.push(...(await send(running, 10)))
  await allDelivered(running.url)
  expect(await running.stop()).toBe(0)

  const printed = await run(running, 'rebuild', 'embedded')
  expect(printed).toContain('310 records from the objects of file')
  const before = running.stdout().length
  await running.start()
  await allDelivered(running.url)
  expect(running.stdout().slice(before)).not.toContain('has lost')
  expect(await running.stop()).toBe(0)
  expect((await embeddedIds(running.dataDir)).sort()).toEqual(idsOf(events))
})

test('a damaged file of the embedded store is named with the command that rebuilds it', async () => {
  const running = await start(600)
  const events = await send(running, 50)
  await expect.poll(() => embeddedLag(running)).toBe(0)
  await running.kill()
  const file = join(running.dataDir, 'embedded.duckdb')
  await writeFile(file, (await readFile(file)).fill(0x55, 0, 12_288))

  await running.start()
  await expect.poll(() => running.stdout()).toContain('"command":"hushlog rebuild embedded"')
  events.push(...(await send(running, 50)))
  await running.kill()
  expect(await run(running, 'rebuild', 'embedded', '--from', 'log')).toMatch(/records wait in the log/)
  await running.start()
  await expect.poll(() => embeddedLag(running)).toBe(0)
  expect(await running.stop()).toBe(0)
  expect((await embeddedIds(running.dataDir)).sort()).toEqual(idsOf(events))
})

test('a log that is cut off is refused with the command that saves the rest', async () => {
  const running = await start(600)
  const first = await send(running, 2_000)
  await running.kill()
  const file = join(running.dataDir, 'log/data.mdb')
  const { length } = await readFile(file)
  await truncate(file, Math.floor(length * 0.6))
  await expect(running.start()).rejects.toThrow(/data\.mdb is damaged: .*"hushlog rebuild log"/)
  expect(await run(running, 'rebuild', 'log')).toMatch(/^the log has \d+ records; the damaged file is /)
  await running.start()
  const more = await send(running, 10)
  await expect.poll(() => embeddedLag(running)).toBe(0)
  expect(await running.stop()).toBe(0)
  const stored = await embeddedIds(running.dataDir)
  expect(stored.filter((id) => more.some((event) => event.id === id))).toHaveLength(10)
  expect(new Set(stored).size).toBe(stored.length)
  const sent = new Set(idsOf([...first, ...more]))
  expect(stored.filter((id) => !sent.has(id))).toEqual([])
})
