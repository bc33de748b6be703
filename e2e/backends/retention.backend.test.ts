/**
 * Events beyond a tenant's retention leave every store that does not expire by itself, and other events stay.
 */
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { acme, type CollectorProcess, globex } from '../processes/collector-process.js'
import {
  compare,
  endAll,
  exactly,
  missingOf,
  readersOf,
  startWith,
  untilDelivered,
} from '../stores/all-sinks.js'
import { embeddedIds, readMetric, readObjects } from '../stores/read-stores.js'
import { minioStore, openSearchStore, postgresStore, type Store } from '../stores/stores.js'
import { newEvent, postUntilAccepted, type WireEvent } from '../traffic/send-events.js'

const missing = missingOf('minio', 'opensearch', 'postgres')
const LIMIT = 300_000
const DAY = 86_400_000

const tenant = ({ id, writeKey }: typeof acme | typeof globex, retention_days: number) => ({
  id,
  name: id,
  // It may send events that are older than others may send.
  write_keys: [{ key: writeKey, backfill: true }],
  retention_days,
})

let stores: Store[] = []
let collector: CollectorProcess | undefined

beforeAll(async () => {
  const [minio, opensearch, postgres] = [inject('minio'), inject('opensearch'), inject('postgres')]
  if ('reason' in minio || 'reason' in opensearch || 'reason' in postgres) return
  const name = `retention-${randomBytes(4).toString('hex')}`
  stores = [
    await minioStore(minio, name),
    await openSearchStore(opensearch, `${name}-`),
    await postgresStore(postgres, name.replace('-', '_')),
  ]
  collector = await startWith(stores, { tenants: [tenant(acme, 90), tenant(globex, 90)] })
}, LIMIT)

afterAll(() => endAll(collector, stores), LIMIT)

test.skipIf(missing.length > 0)(
  'each tenant keeps in every store what it is configured to keep',
  async () => {
    const running = collector
    if (running === undefined) throw new Error('the collector did not start')
    console.log(`  against ${stores.map(({ version }) => version).join(', ')}, embedded, file`)
    const of = (days: number, session_id: string) =>
      Array.from({ length: 12 }, (_, i) =>
        newEvent(
          { session_id, event: i % 2 === 0 ? 'page_view' : 'request' },
          Date.now() - days * DAY - i * 60_000,
        ),
      )
    const young = [...of(0, 'young'), ...of(29, 'younger-than-that')]
    const old = of(31, 'old')
    const others = [...of(31, 'of-the-other'), ...of(0, 'of-the-other')]
    const sinks = ['embedded', 'file', ...stores.flatMap(readersOf)]
    const send = async (writeKey: string, events: readonly WireEvent[]) => {
      await postUntilAccepted(running.url, writeKey, events)
      await untilDelivered(running, sinks, LIMIT)
    }
    // After the second write, the retention of the first start is over.
    for (const event of young.slice(0, 2)) await send(acme.writeKey, [event])
    await send(acme.writeKey, [...young.slice(2), ...old])
    await send(globex.writeKey, others)
    for (const store of stores)
      expect(await store.events()).toHaveLength(young.length + old.length + others.length)

    // An event beyond retention is not taken, so it is the retention that changes. It runs at the start and once a day.
    expect(await running.stop()).toBe(0)
    const config = JSON.parse(await readFile(running.configFile, 'utf8'))
    config.tenants = [tenant(acme, 30), tenant(globex, 90)]
    await writeFile(running.configFile, JSON.stringify(config))
    await running.start()
    const removed = (sink: string) =>
      readMetric(running.url, 'hushlog_sink_retention_removed_total', `sink="${sink}"`)
    for (const sink of ['embedded', 'file', ...stores.map(({ name }) => name)])
      await expect.poll(() => removed(sink), { interval: 100 }).toBe(old.length)
    const [openSearch] = stores.filter(({ sessions }) => sessions !== undefined)
    const sessions = async () => (await openSearch?.sessions?.())?.map(({ session_id }) => session_id).sort()
    await expect.poll(sessions).toEqual(['of-the-other', 'young', 'younger-than-that'])
    expect(await running.stop()).toBe(0)

    const kept = [...young, ...others].map(({ id }) => id)
    const found: Record<string, readonly string[]> = {
      embedded: await embeddedIds(running.dataDir),
      file: (await readObjects(running.exportDir)).map(({ id }) => id),
    }
    for (const { name, events } of stores) found[name] = (await events()).map(({ id }) => id)
    for (const [store, ids] of Object.entries(found))
      expect({ store, ...compare(kept, ids) }).toEqual({ store, ...exactly })
  },
)
