/**
 * The data folder of an older version opens with this one: all that was stored, refused, erased or requested
 * is still there, and the collector goes on with it. `fixtures/README.md` says how such a folder is made.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { adminPassword, tenants } from '../fixtures/data-config.mjs'
import type { CollectorProcess } from '../processes/collector-process.js'
import { allDelivered, queryEmbedded } from '../stores/read-stores.js'
import { newEvent, postAccepted, type WireEvent } from '../traffic/send-events.js'
import { expected, type OldFolder, prepareOldFolder, readStores, type Tenant } from './old-folder.fixture.js'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))

const writeKeys = new Map(tenants.map(({ id, write_keys }) => [id, write_keys[0]?.key ?? '']))

let old: OldFolder
let collector: CollectorProcess
let clockOffset: number

beforeEach(async () => {
  old = await prepareOldFolder()
  collector = old.collector
  clockOffset = old.clockOffset
})
afterEach(() => old.dispose())

const ADMIN = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`

async function ask(path: string, method = 'GET') {
  const response = await fetch(`${collector.url}${path}`, { method, headers: { authorization: ADMIN } })
  return (await response.json()) as Record<string, unknown>
}

async function finished(path: string) {
  await expect.poll(async () => (await ask(path)).state, { interval: 200 }).not.toBe('pending')
  return ask(path)
}

const send = (tenant: Tenant, events: readonly WireEvent[]) =>
  postAccepted(collector.url, writeKeys.get(tenant) ?? '', events, Date.now() + clockOffset)

/** Makes an event at the shifted time. */
const eventNow = (fields: object = {}): WireEvent => newEvent({ ...fields }, Date.now() + clockOffset)
const withIds = (ids: readonly string[]) => ids.map((id) => ({ ...eventNow(), id }))

function listDeadLetters() {
  const text = execFileSync(process.execPath, [COMMAND, 'dead-letters', 'list', '--json'], {
    cwd: collector.folder,
    env: { PATH: process.env.PATH, HUSHLOG_CONFIG: collector.configFile },
    encoding: 'utf8',
  })
  return JSON.parse(text).sinks
}

/** Lets the last digits of a fraction differ, which depend on the order of the terms of a sum. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : expect.closeTo(value, 6)
  if (Array.isArray(value)) return value.map(nearly)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, nearly(inner)]))
}

const SUMS = "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'rollup%'"

/** The seven days of the figures. */
const DAYS = ['2026-03-08', '2026-03-14']

async function query(tenant: Tenant, asked: object) {
  const response = await fetch(`${collector.url}/v1/query`, {
    method: 'POST',
    headers: { authorization: ADMIN, 'content-type': 'application/json' },
    body: JSON.stringify({ tenant, date_range: DAYS, ...asked }),
  })
  return (await response.json()) as { rows?: unknown; meta?: { from: string } }
}

test('an old folder keeps its records, figures, receipts, jobs and dead letters', async () => {
  await collector.start()
  // The store opens after the collector is ready.
  for (const tenant of ['acme', 'globex'] as const) {
    const { questions, ...members } = expected.figures[tenant]
    await expect
      .poll(() => ask(`/analytics/data?days=7&tenant=${tenant}`), { interval: 200 })
      .toMatchObject(nearly(members) as object)
    for (const { ask: asked, rows } of questions) {
      const answer = await query(tenant, asked)
      expect([asked, answer.rows]).toEqual([asked, nearly(rows)])
      expect(answer.meta?.from).toBe('rows')
    }
  }
  expect(await ask(`/v1/erasures/${expected.erasure.id}`)).toEqual(expected.erasure)
  expect(await ask(`/v1/replays/${expected.replay.id}`)).toEqual(expected.replay)
  expect(listDeadLetters()).toEqual(expected.dead_letters)
  await allDelivered(collector.url)
  expect(await collector.stop()).toBe(0)

  const stored = await readStores(collector)
  expect(stored).toEqual({ tenants: expected.tenants, objects: expected.objects })
  // Version 0.1.0 kept sums beside the events.
  expect(await queryEmbedded(collector.dataDir, SUMS)).toEqual([])
})

test('a collector on an old folder knows the old ids, takes new events and restarts', async () => {
  await collector.start()
  for (const tenant of ['acme', 'globex'] as const) {
    const known = expected.known_ids[tenant]
    expect(await send(tenant, withIds(known))).toMatchObject({ accepted: 0, duplicates: known.length })
  }
  // An erased event does not come back when a client sends it again.
  expect(await send('acme', withIds(expected.erased_ids))).toMatchObject({ accepted: 0 })

  const added = { first: [eventNow(), eventNow()], second: [eventNow({ event: 'page_view' })] }
  expect(await send('acme', added.first)).toMatchObject({ accepted: 2, duplicates: 0 })
  await allDelivered(collector.url)
  await collector.kill()
  await collector.start()
  expect(await send('acme', [...added.first, ...added.second])).toMatchObject({ accepted: 1, duplicates: 2 })
  await allDelivered(collector.url)
  const { events } = expected.figures.acme.totals
  expect((await ask('/analytics/data?days=7&tenant=acme')).totals).toMatchObject({ events: events + 3 })
  expect(await collector.stop()).toBe(0)

  const { tenants: stored, objects } = await readStores(collector)
  expect(stored.acme.records).toBe(expected.tenants.acme.records + 3)
  expect(stored.globex).toEqual(expected.tenants.globex)
  expect(objects.records).toBe(expected.objects.records + 3)
})

test('a person of an old folder is erased by the id that the application knows', async () => {
  await collector.start()
  const { id } = await ask('/v1/users/ann-1?tenant=acme', 'DELETE')
  const records = expected.users.acme['ann-1']
  expect(await finished(`/v1/erasures/${id}`)).toMatchObject({
    state: 'done',
    sinks: { embedded: { state: 'done', records }, file: { state: 'done', records } },
  })
})

test('dead letters of an old folder are sent again', async () => {
  await collector.start()
  const { id } = await ask('/v1/sinks/table/dead-letters/replay', 'POST')
  expect(await finished(`/v1/replays/${id}`)).toMatchObject({ state: 'done', delivered: 0, refused: 8 })
})

const readFormat = (): unknown => JSON.parse(readFileSync(join(collector.dataDir, 'format.json'), 'utf8'))

test('an old folder gets the version of its upgrade, and its log is encrypted', async () => {
  const log = join(collector.dataDir, 'log/data.mdb')
  expect(readFileSync(log).includes('"session_id"')).toBe(true)
  await collector.start()
  expect(readFormat()).toEqual({ version: 2 })
  expect(readFileSync(log).includes('"session_id"')).toBe(false)
  expect(await collector.stop()).toBe(0)
})

test('a folder of a newer version is refused, whole, and with what to do', async () => {
  const file = join(collector.dataDir, 'format.json')
  writeFileSync(file, JSON.stringify({ version: 1_000 }))
  const log = join(collector.dataDir, 'log/data.mdb')
  const before = readFileSync(log)
  await expect(collector.start()).rejects.toThrow(
    /format version 1000, and this collector supports .*\. Start /,
  )
  expect(await collector.stop()).not.toBe(0)
  expect(readFormat()).toEqual({ version: 1_000 })
  expect(readFileSync(log).equals(before)).toBe(true)
})
