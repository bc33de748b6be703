/**
 * Tests that reports answer the same from rollups as from rows: one store has rollups, the other never makes
 * any.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, HOUR } from '@hushlog/base'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testRecord } from '../log/records.fixture.js'
import { createEmbeddedStore, type EmbeddedStore } from '../sinks/embedded/embedded.js'
import { seededEvents } from '../testing/seeded-events.fixture.js'
import { testBatch } from '../testing/sink-contract.js'
import { comparable, NOW, names, type Served, serve } from './server.fixture.js'

const never = () => new AbortController().signal
const tenants = ['acme', 'globex']
const events = seededEvents({ seed: 7, count: 2500, tenants, from: NOW - 8 * DAY, to: NOW + HOUR })

let folder: string
let summed: EmbeddedStore
let plain: EmbeddedStore
let served: readonly Served[]

async function open(): Promise<void> {
  const access = { tenants: [...names.keys()], admin: true, who: 'test' }
  summed = createEmbeddedStore({ name: 'embedded', dataDir: join(folder, 'summed'), now: () => NOW })
  plain = createEmbeddedStore({ name: 'embedded', dataDir: join(folder, 'plain'), now: () => 0 })
  for (const { sink } of [summed, plain]) await sink.open(never())
  served = [await serve(summed.reports, access), await serve(plain.reports, access)]
}
async function close(): Promise<void> {
  for (const each of served) await each.close()
  for (const { sink } of [summed, plain]) await sink.close()
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-rollups-'))
  await open()
  await both(({ sink }) => sink.write(testBatch(events), never()))
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true })
})

async function both<T>(step: (store: EmbeddedStore) => Promise<T> | undefined): Promise<void> {
  expect(await step(summed)).toEqual(await step(plain))
}

async function expectEqualReports(): Promise<void> {
  const paths = [
    // One day has buckets of an hour, seven days have buckets of a day.
    ...[1, 7].flatMap((days) => [
      `/reports/overview?days=${days}`,
      `/analytics/data?figures=none&tenant=acme&days=${days}`,
    ]),
    '/analytics/data?figures=none&tenant=globex&days=7',
  ]
  for (const path of paths) {
    const [rolledUp, rows] = await Promise.all(served.map((each) => each.json(path)))
    expect([path, comparable(rolledUp)]).toEqual([path, comparable(rows)])
  }
}

const freshRange = () =>
  summed.reports.freshRange(new Date(NOW - 90 * DAY).toISOString(), new Date(NOW + DAY).toISOString())

it('reads ended hours from rollups and the others from rows, also after a restart', async () => {
  await summed.updateRollups()
  expect(await freshRange()).toEqual({ from: '2026-01-05T12:00:00.000Z', to: '2026-01-05T14:00:00.000Z' })
  expect(await plain.reports.rows('SELECT count(*) AS n FROM rollup_counts', [])).toEqual([{ n: 0 }])
  await expectEqualReports()
  await close()
  await open()
  expect(await freshRange()).toEqual({ from: '2026-01-05T12:00:00.000Z', to: '2026-01-05T14:00:00.000Z' })
  await expectEqualReports()
})

it('shows late events of the last hours at once, and older ones after the next rollup', async () => {
  await summed.updateRollups()
  const recent = [testRecord({ n: 90_001, time: NOW - HOUR, fields: { session_id: 'recent' } })]
  await both(({ sink }) => sink.write(testBatch(recent, 10_001), never()))
  await expectEqualReports()
  const late = seededEvents({ seed: 8, count: 300, tenants, from: NOW - 7 * DAY, to: NOW - DAY })
  const again = late.map((record, n) => ({
    ...record,
    id: `${record.id.slice(0, 20)}LATE${String(n).padStart(2, '0').slice(-2)}`,
  }))
  const renamed = again.map((record, n) => ({
    ...record,
    bytes: Buffer.from(
      Buffer.from(record.bytes)
        .toString()
        .replace(late[n]?.id ?? '', record.id),
    ),
  }))
  await both(({ sink }) => sink.write(testBatch(renamed, 10_002), never()))
  const { from } = await freshRange()
  expect(Date.parse(from)).toBeGreaterThan(NOW - 3 * HOUR)
  await summed.updateRollups()
  await expectEqualReports()
})

it('counts a session that comes back once, in hours with and without rollups', async () => {
  const visit = (n: number, session: string, hours: number, event = 'user_query') =>
    testRecord({ n: 300_000 + n, time: NOW - hours * HOUR, event, fields: { session_id: session } })
  const add = (offset: number, ...records: ReturnType<typeof visit>[]) =>
    both(({ sink }) => sink.write(testBatch(records, offset), never()))
  const spread = () =>
    summed.reports.rows(
      "SELECT count(*) AS n FROM rollup_sessions WHERE spread AND session IN (session_key('once'), session_key('back'))",
      [],
    )
  await summed.updateRollups()
  await add(30_001, visit(1, 'once', 30), visit(2, 'back', 31), visit(3, 'back', 31, 'agent_response'))
  await summed.updateRollups()
  expect(await spread()).toEqual([{ n: 0 }])
  await expectEqualReports()
  // The current hour is read from the rows; no rollup has it.
  await add(30_011, visit(4, 'back', 0), visit(5, 'once', 0, 'agent_response'))
  expect(await spread()).toEqual([{ n: 0 }])
  await expectEqualReports()
  await add(30_021, visit(6, 'once', 80))
  await summed.updateRollups()
  expect(await spread()).toEqual([{ n: 2 }])
  await expectEqualReports()
})

it('shows erasure and expiry at once, and leaves nothing of the session in the rollups', async () => {
  await summed.updateRollups()
  const out = { tenantId: 'acme', field: 'session_id', values: ['s7', 's8'] } as const
  await both(({ sink }) => sink.erase?.(out, never()))
  await expectEqualReports()
  await summed.updateRollups()
  await expectEqualReports()
  const keys =
    "SELECT count(*) AS n FROM rollup_sessions WHERE tenant_id = 'acme' AND session = session_key($1)"
  expect(await summed.reports.rows(keys, ['s7'])).toEqual([{ n: 0 }])
  expect(await summed.reports.rows(keys, ['s9'])).not.toEqual([{ n: 0 }])
  await both(({ sink }) => sink.expire?.('acme', NOW - 3 * DAY, never()))
  await expectEqualReports()
  await summed.updateRollups()
  await expectEqualReports()
})

it('has percentiles within half a percent where an hour has many different times', async () => {
  const answers = Array.from({ length: 5000 }, (_, n) =>
    testRecord({
      n: 200_000 + n,
      time: NOW - 5 * HOUR + (n % 3600),
      event: 'agent_response',
      tenantId: 'empty',
      fields: { processing_time_ms: Math.round(100_000 * Math.exp(Math.sin(n) * 3)) / 100 },
    }),
  )
  await both(({ sink }) => sink.write(testBatch(answers, 20_001), never()))
  await summed.updateRollups()
  const read = async (each: Served | undefined) =>
    (await each?.json<{ totals: { p95_response_ms: number } }>('/analytics/data?tenant=empty&days=1'))?.totals
      .p95_response_ms ?? 0
  const [rolledUp, rows] = await Promise.all(served.map(read))
  expect(Math.abs((rolledUp ?? 0) / (rows ?? 1) - 1)).toBeLessThan(0.005)
  expect(rolledUp).not.toBe(rows)
})
