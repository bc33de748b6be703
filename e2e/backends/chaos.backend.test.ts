/**
 * All sinks at once while everything fails in turn: each server is stopped, killed, slowed and made to throttle, and
 * the collector is killed at random moments. At the end every store holds exactly the acknowledged events.
 *
 * Events, troubles and kills are spread over each other by progress, so that the test takes as long as its servers
 * need. `npm run soak` does the same with as many events, kills and minutes as it is asked for.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acme, type CollectorProcess } from '../collector-process.js'
import { embeddedIds, readMetric, readObjects } from '../read-stores.js'
import { newBatch, postUntilAccepted, type WireEvent } from '../send-events.js'
import { compare, exactly, lagOf, missingOf, readersOf, startWith, untilDelivered } from './all-sinks.js'
import { type Controlled, startAll } from './controlled.js'

const EVENTS = Number(process.env.HUSHLOG_CHAOS_EVENTS ?? 20_000)
const KILLS = Number(process.env.HUSHLOG_CHAOS_KILLS ?? 10)
/** Over which the events are spread at least; the failures go on for as long. */
const DURATION = Number(process.env.HUSHLOG_CHAOS_MINUTES ?? 0) * 60_000
const BATCH = 100
/** DynamoDB Local on a slow disk takes some 50 events a second. */
const DRAIN_LIMIT = 120_000 + EVENTS * 40
/** A healthy sink needs a second or two for a batch; a sick one keeps it from no other for as long as it is sick. */
const HEALTHY_LIMIT = 120_000
const LIMIT = DURATION + 2 * DRAIN_LIMIT + 1_800_000

const missing = missingOf('minio', 'dynamodb', 'opensearch', 'postgres')

let folder = ''
let stores: readonly Controlled[] = []
let collector: CollectorProcess
const acknowledged: string[] = []

beforeAll(async () => {
  if (missing.length > 0) return
  folder = await mkdtemp(join(tmpdir(), 'hushlog-chaos-'))
  stores = await startAll(folder)
  collector = await startWith(stores)
}, 600_000)

afterAll(async () => {
  await collector?.dispose()
  for (const store of stores) await store.dispose()
  if (folder !== '') await rm(folder, { recursive: true, force: true })
}, 120_000)

async function send(events: readonly WireEvent[]): Promise<void> {
  const { answer } = await postUntilAccepted(collector.url, acme.writeKey, events)
  expect(answer.rejected).toEqual([])
  acknowledged.push(...events.map(({ id }) => id))
}

/** Long enough for several requests of every sink. */
const pause = () => sleep(500 + Math.random() * 1000)

/** Everything that may happen to a server, each for a while; to start takes it seconds. */
const troubles: readonly ((store: Controlled) => Promise<void>)[] = [
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
  const round = troubles.length * stores.length
  let sent = 0
  let troubled = 0
  /** From 0 to 1, of the first round of troubles and of the time that was asked for. */
  const progress = () => Math.min(troubled / round, DURATION === 0 ? 1 : (Date.now() - begin) / DURATION)

  async function sender(): Promise<void> {
    for (; sent < batches; sent++) {
      // The last one comes during the last trouble.
      while (sent / batches > progress() + 1 / round) await sleep(20)
      await send(newBatch(Math.min(BATCH, EVENTS - sent * BATCH)))
    }
  }
  /** Each trouble for each server once at least, and on as long as events come. */
  async function troubler(): Promise<void> {
    for (; troubled < round || sent < batches; troubled++) {
      const store = stores[troubled % stores.length]
      const trouble = troubles[Math.floor(troubled / stores.length) % troubles.length]
      if (store !== undefined) await trouble?.(store)
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
  await Promise.all([sender(), troubler(), killer()])
  return troubled
}

test.skipIf(missing.length > 0)(
  `every store ends with exactly the ${EVENTS} acknowledged events, whatever fails`,
  { timeout: LIMIT },
  async () => {
    console.log(`  against ${stores.map(({ version }) => version).join(', ')}, embedded, file`)
    const begin = Date.now()
    const say = (what: string) => console.log(`  ${what} after ${Math.round((Date.now() - begin) / 1000)} s`)
    const troubled = await inChaos()
    say(`${troubled} troubles and ${KILLS} kills`)
    await untilDelivered(collector, ['embedded', 'file', ...stores.flatMap(readersOf)], DRAIN_LIMIT)
    say('everything delivered')

    for (const sick of stores) {
      await sick.stop()
      await send(newBatch(BATCH))
      const healthy = stores.filter((store) => store !== sick).flatMap(readersOf)
      await untilDelivered(collector, ['embedded', 'file', ...healthy], HEALTHY_LIMIT)
      for (const reader of readersOf(sick)) expect(await lagOf(collector, reader)).toBe(BATCH)
      await sick.start()
      await untilDelivered(collector, readersOf(sick), DRAIN_LIMIT)
    }
    say('each was sick alone')

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
    say('all stores read')
  },
)
