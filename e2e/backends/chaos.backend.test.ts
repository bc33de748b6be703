/**
 * All sinks at once while everything fails in turn: each server is stopped, killed, slowed and made to throttle, and
 * the collector is killed at random moments. At the end every store holds exactly the acknowledged events.
 *
 * `npm run soak` does the same with as many events, kills and minutes as it is asked for.
 */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { acme, type CollectorProcess, prepareCollector } from '../collector-process.js'
import { embeddedIds, readMetric, readObjects } from '../read-stores.js'
import { newBatch, postUntilAccepted, type WireEvent } from '../send-events.js'
import { type Store, startDynamoDb, startMinio, startOpenSearch, startPostgres } from './stores.js'

const EVENTS = Number(process.env.HUSHLOG_CHAOS_EVENTS ?? 20_000)
const KILLS = Number(process.env.HUSHLOG_CHAOS_KILLS ?? 10)
/** Over which the events are spread; the failures go on for as long. */
const SECONDS = Number(process.env.HUSHLOG_CHAOS_MINUTES ?? 1) * 60
const BATCH = 100
/** DynamoDB Local on a slow disk takes some 50 events a second. */
const DRAIN_LIMIT = 120_000 + EVENTS * 40
const LIMIT = SECONDS * 1000 + 2 * DRAIN_LIMIT + 300_000

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))

const servers = {
  minio: startMinio,
  dynamodb: startDynamoDb,
  opensearch: startOpenSearch,
  postgres: startPostgres,
}
const missing = (['minio', 'dynamodb', 'opensearch', 'postgres'] as const).filter(
  (name) => 'reason' in inject(name),
)

let folder = ''
let stores: Store[] = []
let collector: CollectorProcess
const acknowledged: string[] = []

beforeAll(async () => {
  if (missing.length > 0) return
  folder = await mkdtemp(join(tmpdir(), 'hushlog-chaos-'))
  stores = await Promise.all(
    Object.entries(servers).map(async ([name, start]) => {
      await mkdir(join(folder, name))
      return start(join(folder, name))
    }),
  )
  for (const store of stores) await store.prepare()
  collector = await prepareCollector({
    config: {
      sinks: [{ type: 'file', path: './export', roll_seconds: 1 }, ...stores.map(({ sink }) => sink)],
    },
  })
  for (const { name } of stores) await setUp(name)
  await collector.start()
}, 600_000)

afterAll(async () => {
  await collector?.dispose()
  for (const { gate, stop } of stores) {
    await gate.close()
    await stop()
  }
  if (folder !== '') await rm(folder, { recursive: true, force: true })
}, 120_000)

/** As an operator does it. */
function setUp(sink: string): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, 'setup', sink, '--config', collector.configFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) =>
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`setup ${sink} ended with ${code}`)),
    ),
  )
}

async function send(events: readonly WireEvent[]): Promise<void> {
  const { answer } = await postUntilAccepted(collector.url, acme.writeKey, events)
  expect(answer.rejected).toEqual([])
  acknowledged.push(...events.map(({ id }) => id))
}

const lagOf = (sink: string) => readMetric(collector.url, 'hushlog_sink_lag_records', `sink="${sink}"`)

async function untilDelivered(sinks: readonly string[], limit: number): Promise<void> {
  const end = Date.now() + limit
  for (const sink of sinks)
    for (let lag = await lagOf(sink); lag > 0; lag = await lagOf(sink)) {
      if (Date.now() > end) throw new Error(`${sink} still lacks ${lag} records`)
      await sleep(200)
    }
}

/** Everything that may happen to a server, each for a while. */
const troubles: readonly ((store: Store, pause: () => Promise<void>) => Promise<void>)[] = [
  async ({ stop, start }, pause) => {
    await stop()
    await pause()
    await start()
  },
  async ({ kill, start }) => {
    await kill()
    await start()
  },
  async ({ gate }, pause) => {
    gate.slow(300)
    await pause()
    gate.open()
  },
  async ({ gate }, pause) => {
    gate.throttle()
    await pause()
    gate.open()
  },
]

const readersOf = ({ name, readers = [name] }: Store): readonly string[] => readers

const random = (from: number, to: number): number => from + Math.random() * (to - from)

test.skipIf(missing.length > 0)(
  `every store ends with exactly the ${EVENTS} acknowledged events, whatever fails`,
  { timeout: LIMIT },
  async () => {
    console.log(`  against ${stores.map(({ version }) => version).join(', ')}, embedded, file`)
    const begin = Date.now()
    let isSending = true

    const sender = async () => {
      const batches = Math.ceil(EVENTS / BATCH)
      for (let n = 0; n < batches; n++) {
        await send(newBatch(Math.min(BATCH, EVENTS - n * BATCH)))
        const ahead = begin + ((n + 1) / batches) * SECONDS * 1000 - Date.now()
        if (ahead > 0) await sleep(ahead)
      }
      isSending = false
    }
    const pause = () => sleep(random(500, 3000))
    const troubler = async () => {
      let count = 0
      // Each trouble for each server once at least, and on as long as events come.
      do {
        for (const trouble of troubles)
          for (const store of stores) {
            await trouble(store, pause)
            count += 1
          }
      } while (isSending)
      return count
    }
    const killer = async () => {
      for (let n = 0; n < KILLS; n++) {
        await sleep(random(0.5, 1.5) * ((SECONDS * 1000) / (KILLS + 1)))
        await collector.kill()
        await collector.start()
      }
    }
    const [, count] = await Promise.all([sender(), troubler(), killer()])
    console.log(`  ${count} troubles and ${KILLS} kills in ${Math.round((Date.now() - begin) / 1000)} s`)
    await untilDelivered(['embedded', 'file', ...stores.flatMap(readersOf)], DRAIN_LIMIT)

    for (const sick of stores) {
      await sick.stop()
      await send(newBatch(BATCH))
      const healthy = stores.filter((store) => store !== sick).flatMap(readersOf)
      await untilDelivered(['embedded', 'file', ...healthy], 60_000)
      for (const reader of readersOf(sick)) expect(await lagOf(reader)).toBe(BATCH)
      await sick.start()
      await untilDelivered(readersOf(sick), DRAIN_LIMIT)
    }

    expect(await readMetric(collector.url, 'hushlog_sink_dead_letters_total')).toBe(0)
    expect(await collector.stop()).toBe(0)
    const sent = [...acknowledged].sort()
    expect(new Set(sent).size).toBe(EVENTS + stores.length * BATCH)
    const found = {
      embedded: await embeddedIds(collector.dataDir),
      file: (await readObjects(collector.exportDir)).map(({ id }) => id),
      ...Object.fromEntries(await Promise.all(stores.map(async (store) => [store.name, await store.ids()]))),
    } as Readonly<Record<string, string[]>>
    for (const [store, ids] of Object.entries(found))
      expect({ store, ...compare(sent, ids.sort()) }).toEqual({ store, missing: 0, twice: 0, unknown: 0 })
    for (const { eventsOfSessions } of stores)
      if (eventsOfSessions !== undefined) expect(await eventsOfSessions()).toBe(sent.length)
  },
)

function compare(sent: readonly string[], found: readonly string[]) {
  const stored = new Set(found)
  const known = new Set(sent)
  return {
    missing: sent.filter((id) => !stored.has(id)).length,
    twice: found.length - stored.size,
    unknown: [...stored].filter((id) => !known.has(id)).length,
  }
}
