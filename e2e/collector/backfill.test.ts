/** An export can be posted again as it is, with a key that may backfill: into the same collector, and into an empty one. */
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samples } from '../../packages/schema/src/samples.fixture.js'
import { adminPassword, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered } from '../stores/read-stores.js'
import { newEvent, postAccepted } from '../traffic/send-events.js'

const writeKey = 'hlw_e2ewritekey0000000000001'
const backfillKey = 'hlw_e2ebackfillkey0000000001'
const readToken = 'hlr_e2ereadtoken0000000000001'
const ADMIN = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`

let collector: CollectorProcess
beforeAll(async () => {
  collector = await startCollector({
    config: {
      session_idle_seconds: 0,
      sinks: [],
      tenants: [
        {
          id: 'acme',
          content: 'redacted',
          read_tokens: [readToken],
          write_keys: [
            { key: writeKey, origins: ['*'] },
            { key: backfillKey, backfill: true },
          ],
        },
      ],
    },
  })
})
afterAll(() => collector?.dispose())

async function exported(): Promise<string> {
  await allDelivered(collector.url)
  const response = await fetch(`${collector.url}/export/ndjson/events?pseudonyms=include`, {
    headers: { authorization: ADMIN },
  })
  expect(response.status).toBe(200)
  return response.text()
}

async function postLines(lines: string, key: string) {
  const response = await fetch(`${collector.url}/v1/events?key=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines,
  })
  return (await response.json()) as { rejected: unknown[] }
}

/** Returns the records by id, without the time at which the collector received them. */
const recordsOf = (lines: string) =>
  new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const { received_at, ...record } = JSON.parse(line) as Record<string, unknown>
        return [record.id, record] as const
      }),
  )

test('an export is stored once, whether its events are still there or not', async () => {
  const day = 86_400_000
  const events = Object.values(samples)
    .filter(({ event }) => event !== 'client_report')
    .map((sample, i) => {
      const { id, ts } = newEvent({}, Date.now() - (i % 29) * day)
      return { ...sample, id, ts, user: `person-${i % 3}` }
    })
  const touched = { channel: 'jo@example.com', made_up: 1, other: 2 }
  const sent = [...events, newEvent({ ...touched, user: 'person-0', context: { page_title: 'Plans' } })]
  expect(await postAccepted(collector.url, writeKey, sent)).toMatchObject({ accepted: sent.length })
  const before = await exported()
  const records = recordsOf(before)
  expect(records.size).toBe(sent.length)
  expect(new Set([...records.values()].map(({ user }) => user)).size).toBe(3)
  expect(records.get(sent.at(-1)?.id)).toMatchObject({
    collector_redactions: 'email:1',
    collector_removed_fields: 2,
  })

  expect(await postLines(before, backfillKey)).toEqual({
    accepted: 0,
    duplicates: sent.length,
    rejected: [],
  })

  // Only the secrets of the pseudonyms are left of the data folder.
  expect(await collector.stop()).toBe(0)
  const keys = join(collector.folder, 'keys.json')
  await cp(join(collector.dataDir, 'keys.json'), keys)
  await rm(collector.dataDir, { recursive: true })
  await mkdir(collector.dataDir, { mode: 0o700 })
  await cp(keys, join(collector.dataDir, 'keys.json'))
  await collector.start()

  expect(await postLines(before, backfillKey)).toEqual({
    accepted: sent.length,
    duplicates: 0,
    rejected: [],
  })
  expect(recordsOf(await exported())).toEqual(records)
  // A person who comes back has the pseudonym of before.
  await postAccepted(collector.url, writeKey, [newEvent({ user: 'person-0' })])
  const users = [...recordsOf(await exported()).values()].map(({ user }) => user)
  expect(new Set(users).size).toBe(3)
})

test('pseudonyms leave the collector only for the admin', async () => {
  const ask = (query: string, authorization = ADMIN) =>
    fetch(`${collector.url}/export/ndjson/events?${query}`, { headers: { authorization } })
  expect(await (await ask('')).text()).not.toContain('hp_')
  expect((await ask('pseudonyms=yes')).status).toBe(400)
  expect((await ask('pseudonyms=include', `Bearer ${readToken}`)).status).toBe(403)
  expect((await ask('', `Bearer ${readToken}`)).status).toBe(200)
})
