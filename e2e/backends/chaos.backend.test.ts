/**
 * All sinks work at once while everything fails in turn: each server is stopped, killed, slowed down and
 * throttled, and the collector is killed at random moments. At the end every store holds exactly the
 * acknowledged events.
 *
 * Events, faults and kills keep pace with each other, so that the test takes as long as its servers need.
 * `npm run soak` does the same with a given number of events, kills and minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acme, type CollectorProcess } from '../processes/collector-process.js'
import {
  compare,
  exactly,
  lagOf,
  missingOf,
  readersOf,
  startWith,
  untilDelivered,
} from '../stores/all-sinks.js'
import { type Controlled, startAll } from '../stores/controlled-store.js'
import { embeddedIds, readMetric, readObjects } from '../stores/read-stores.js'
import { newBatch, postUntilAccepted, type WireEvent } from '../traffic/send-events.js'

const EVENTS = Number(process.env.HUSHLOG_CHAOS_EVENTS ?? 20_000)
const KILLS = Number(process.env.HUSHLOG_CHAOS_KILLS ?? 10)
/** Events and faults are spread over at least so many milliseconds. */
const DURATION = Number(process.env.HUSHLOG_CHAOS_MINUTES ?? 0) * 60_000
const BATCH = 100
/** DynamoDB Local on a slow disk takes some 50 events a second, of which this allows half. */
const DRAIN_LIMIT = 120_000 + EVENTS * 40
/**
 * While a sink is down, a healthy one must have a batch within so many milliseconds; it needs one or two
 * seconds.
 */
const HEALTHY_LIMIT = 120_000
const LIMIT = DURATION + 2 * DRAIN_LIMIT + 1_800_000

const missing = missingOf('minio', 'dynamodb', 'opensearch', 'postgres')

let folder = ''
let stores: readonly Controlled[] = []
let collector: CollectorProcess
const acknowledged: string[] = []

/** Starting four servers takes a busy machine minutes. */
const HOOK_LIMIT = 300_000

beforeAll(async () => {
  if (missing.length > 0) return
  folder = await mkdtemp(join(tmpdir(), 'hushlog-chaos-'))
  stores = await startAll(folder)
  collector = await startWith(stores)
}, HOOK_LIMIT)

afterAll(async () => {
  await collector?.dispose()
  for (const store of stores) await store.dispose()
  if (folder !== '') await rm(folder, { recursive: true, force: true })
}, HOOK_LIMIT)

async function send(events: readonly WireEvent[]): Promise<void> {
  const { answer } = await postUntilAccepted(collector.url, acme.writeKey, events)
  expect(answer.rejected).toEqual([])
  acknowledged.push(...events.map(({ id }) => id))
}

/** Waits long enough for several requests of every sink. */
const pause = () => sleep(500 + Math.random() * 1000)

/** Lists the faults of a server; each lasts for a while. */
const faults: readonly ((store: Controlled) => Promise<void>)[] = [
  async ({ stop, start }) => {
    await stop()
    await pause()
    await start()
  },
  async ({ kill, start }) => {
    await kill()
    await start()
  },
  async ({ gate }) => {
    gate.slow(300)
    await pause()
    gate.open()
  },
  async ({ gate }) => {
    gate.throttle()
    await pause()
    gate.open()
  },
]

async function inChaos(): Promise<number> {
  const begin = Date.now()
  const batches = Math.ceil(EVENTS / BATCH)
  const round = faults.length * stores.length
  let sent = 0
  let faulted = 0
  /** Returns the progress from 0 to 1, of the first round of faults and of the minimum time. */
  const progress = () => Math.min(faulted / round, DURATION === 0 ? 1 : (Date.now() - begin) / DURATION)

  async function sender(): Promise<void> {
    for (; sent < batches; sent++) {
      // The last batch is sent during the last fault.
      while (sent / batches > progress() + 1 / round) await sleep(20)
      await send(newBatch(Math.min(BATCH, EVENTS - sent * BATCH)))
    }
  }
  /** Makes each server fail in each way at least once, and goes on while events are sent. */
  async function injectFaults(): Promise<void> {
    for (; faulted < round || sent < batches; faulted++) {
      const store = stores[faulted % stores.length]
      const fault = faults[Math.floor(faulted / stores.length) % faults.length]
      if (store !== undefined) await fault?.(store)
    }
  }
  async function killer(): Promise<void> {
    for (let n = 0; n < KILLS; n++) {
      const moment = ((n + Math.random()) / KILLS) * batches
      while (sent < Math.floor(moment)) await sleep(20)
      await sleep(Math.random() * 100)
      await collector.kill()
      await collector.start()
    }
  }
  await Promise.all([sender(), injectFaults(), killer()])
  return faulted
}

test.skipIf(missing.length > 0)(
  `every store ends with exactly the ${EVENTS} acknowledged events, whatever fails`,
  { timeout: LIMIT },
  async () => {
    console.log(`  against ${stores.map(({ version }) => version).join(', ')}, embedded, file`)
    const begin = Date.now()
    const report = (what: string) =>
      console.log(`  ${what} after ${Math.round((Date.now() - begin) / 1000)} s`)
    const faulted = await inChaos()
    report(`${faulted} faults and ${KILLS} kills`)
    await untilDelivered(collector, ['embedded', 'file', ...stores.flatMap(readersOf)], DRAIN_LIMIT)
    report('everything delivered')

    for (const down of stores) {
      await down.stop()
      await send(newBatch(BATCH))
      const healthy = stores.filter((store) => store !== down).flatMap(readersOf)
      await untilDelivered(collector, ['embedded', 'file', ...healthy], HEALTHY_LIMIT)
      for (const reader of readersOf(down)) expect(await lagOf(collector, reader)).toBe(BATCH)
      await down.start()
      await untilDelivered(collector, readersOf(down), DRAIN_LIMIT)
    }
    report('each was down alone')

    expect(await readMetric(collector.url, 'hushlog_sink_dead_letters_total')).toBe(0)
    expect(await collector.stop()).toBe(0)
    const sent = [...acknowledged].sort()
    expect(new Set(sent).size).toBe(EVENTS + stores.length * BATCH)
    const found: Record<string, readonly string[]> = {
      embedded: await embeddedIds(collector.dataDir),
      file: (await readObjects(collector.exportDir)).map(({ id }) => id),
    }
    for (const { name, events } of stores) found[name] = (await events()).map(({ id }) => id)
    for (const [store, ids] of Object.entries(found))
      expect({ store, ...compare(sent, ids) }).toEqual({ store, ...exactly })
    for (const { sessions } of stores) {
      const summaries = (await sessions?.()) ?? []
      const counted = summaries.reduce((sum, { event_count }) => sum + Number(event_count), 0)
      if (sessions !== undefined) expect(counted).toBe(sent.length)
    }
    report('all stores read')
  },
)
