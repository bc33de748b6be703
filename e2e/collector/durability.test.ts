/**
 * Acknowledged events are stored once: kills, stops, a full log and lost answers neither lose nor double an
 * event.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import {
  acme,
  type CollectorProcess,
  type CollectorProcessOptions,
  KILLS,
  KILLS_TIMEOUT,
  startCollector,
} from '../processes/collector-process.js'
import { allDelivered, embeddedIds, readMetric, readObjects } from '../stores/read-stores.js'
import { newBatch, post, postAccepted, postUntilAccepted, type WireEvent } from '../traffic/send-events.js'

let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.dispose()
  collector = undefined
})

async function start(options?: CollectorProcessOptions): Promise<CollectorProcess> {
  collector = await startCollector(options)
  return collector
}

const idsOf = (batches: readonly (readonly WireEvent[])[]) => batches.flat().map(({ id }) => id)

/** Both stores hold each of `ids` once and nothing else. The collector must have stopped. */
async function expectExactlyOnce({ dataDir, exportDir }: CollectorProcess, ids: readonly string[]) {
  const sent = [...ids].sort()
  expect(sent.length).toBe(new Set(sent).size)
  const rows = (await embeddedIds(dataDir)).sort()
  const objects = (await readObjects(exportDir)).map(({ id }) => id).sort()
  // The counts come first, since they say more than a difference of 50,000 lines.
  expect({ embedded: rows.length, file: objects.length }).toEqual({
    embedded: sent.length,
    file: sent.length,
  })
  expect(rows.every((id, i) => id === sent[i])).toBe(true)
  expect(objects.every((id, i) => id === sent[i])).toBe(true)
}

/** The collector is killed once while so many batches are sent. */
const BATCHES_PER_KILL = 100
const BATCHES = KILLS * BATCHES_PER_KILL

test(`${BATCHES} batches survive ${KILLS} kills, each event exactly once in every sink`, {
  timeout: KILLS_TIMEOUT,
}, async () => {
  const running = await start()
  const { url } = running
  const batches = Array.from({ length: BATCHES }, () => newBatch(100))
  const queue = [...batches]
  let acknowledged = 0
  let retried = 0

  const sender = async () => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
      const { attempts, answer } = await postUntilAccepted(url, acme.writeKey, batch)
      expect(answer.accepted + answer.duplicates).toBe(100)
      if (attempts === 1) expect(answer.duplicates).toBe(0)
      if (attempts > 1) retried += 1
      acknowledged += 1
    }
  }

  // Each part of the run has one kill, at a random moment.
  const killer = async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const moment = (kill + Math.random()) * BATCHES_PER_KILL
      while (acknowledged < moment) await new Promise((resolve) => setTimeout(resolve, 1))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
      await running.kill()
      await running.start()
    }
  }

  await Promise.all([killer(), ...Array.from({ length: 8 }, sender)])
  expect(acknowledged).toBe(BATCHES)
  expect(retried, 'no request was hit by a kill').toBeGreaterThan(0)

  // Another kill comes while the sinks write and nothing is sent.
  await running.kill()
  await running.start()
  for (const batch of batches.slice(0, 20)) {
    expect(await postAccepted(url, acme.writeKey, batch)).toMatchObject({ accepted: 0, duplicates: 100 })
  }
  await allDelivered(url)
  expect(await running.stop()).toBe(0)
  await expectExactlyOnce(running, idsOf(batches))
})

test('SIGTERM ends with 0 and everything acknowledged is delivered', async () => {
  const running = await start()
  const batches = Array.from({ length: 50 }, () => newBatch(100))
  await Promise.all(batches.map((batch) => postAccepted(running.url, acme.writeKey, batch)))
  expect(await running.stop()).toBe(0)
  await expectExactlyOnce(running, idsOf(batches))
})

test('a retry of a batch whose answer was lost doubles nothing', async () => {
  const running = await start()
  const batches: WireEvent[][] = []
  let duplicates = 0
  // The connection breaks earlier or later: from before the request was read to after it was stored.
  for (let ms = 0; ms < 180 || (duplicates === 0 && ms < 20_000); ms += ms < 180 ? 15 : ms) {
    const batch = newBatch(100)
    batches.push(batch)
    await sendAndHangUp(running.port, batch, ms)
    const answer = await postAccepted(running.url, acme.writeKey, batch)
    expect(answer.accepted + answer.duplicates).toBe(100)
    duplicates += answer.duplicates
  }
  expect(duplicates, 'no aborted request had been stored').toBeGreaterThan(0)
  expect(await running.stop()).toBe(0)
  await expectExactlyOnce(running, idsOf(batches))
})

test('a full log answers 503 with Retry-After, loses nothing, and takes events again', async () => {
  const running = await start({ config: { log: { max_bytes: 2 * 1024 * 1024 } } })
  // The sink finds a file where it needs a folder and cannot deliver, so that the log cannot be trimmed.
  const obstacle = join(running.exportDir, 'events')
  await mkdir(running.exportDir, { recursive: true })
  await rm(obstacle, { recursive: true, force: true })
  await writeFile(obstacle, '')

  const stored: WireEvent[][] = []
  let refused: Response | undefined
  for (let i = 0; i < 400 && refused === undefined; i++) {
    const batch = newBatch(100)
    const response = await post(running.url, acme.writeKey, batch)
    if (response.status === 202) stored.push(batch)
    else refused = response
    if (refused === undefined) await response.arrayBuffer()
  }
  expect(refused?.status).toBe(503)
  expect(refused?.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  await refused?.arrayBuffer()

  await rm(obstacle)
  const late = newBatch(100)
  await postUntilAccepted(running.url, acme.writeKey, late)
  await allDelivered(running.url)
  expect(await readMetric(running.url, 'hushlog_sink_dead_letters_total')).toBe(0)
  expect(await running.stop()).toBe(0)
  await expectExactlyOnce(running, idsOf([...stored, late]))
})

/** Sends a whole request and destroys the connection after `ms` without reading an answer. */
function sendAndHangUp(port: number, events: readonly WireEvent[], ms: number): Promise<void> {
  const body = JSON.stringify({ events })
  return new Promise((resolve) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/events',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        authorization: `Bearer ${acme.writeKey}`,
      },
    })
    // The connection must break.
    outgoing.on('error', () => undefined)
    outgoing.once('close', () => resolve())
    outgoing.end(body, () => setTimeout(() => outgoing.destroy(), ms))
  })
}
