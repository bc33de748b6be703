/**
 * An honest client in a thread of its own, so that the work of an attack does not delay its clock: it sends an
 * ordinary batch at a steady rate, whatever became of the one before, and says what became of all of them.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { batchOf, ordinaryEvents } from './events.mjs'
import { createSender } from './sender.mjs'

const BATCHES_PER_SECOND = 20
const EVENTS = 10
/** A batch without an answer after so long counts as lost. */
const TIMEOUT_MS = 10_000

const send = createSender(workerData.url, workerData.key, { maxSockets: 64, timeoutMs: TIMEOUT_MS })
const latencies = []
const refusals = {}
let accepted = 0
let sent = 0
const pending = new Set()

async function sendBatch() {
  const begun = performance.now()
  sent++
  const { status, json } = await send({ body: batchOf(ordinaryEvents(EVENTS)) })
  latencies.push(performance.now() - begun)
  // What came on a connection that broke is a duplicate when it is sent again.
  if (status === 202 && json.accepted + json.duplicates === EVENTS) accepted++
  else {
    const name = status === 202 ? 'partly accepted' : (json?.code ?? String(status))
    refusals[name] = (refusals[name] ?? 0) + 1
  }
}

const timer = setInterval(() => {
  const batch = sendBatch().finally(() => pending.delete(batch))
  pending.add(batch)
}, 1000 / BATCHES_PER_SECOND)

const at = (quantile) => {
  const sorted = latencies.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN
}

parentPort.on('message', async () => {
  clearInterval(timer)
  await Promise.all(pending)
  parentPort.postMessage({ sent, accepted, refusals, p50: at(0.5), p99: at(0.99), max: at(1) })
  process.exit(0)
})
