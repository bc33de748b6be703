/**
 * `npm run bench -- latency [--rates 5000,10000,20000,40000] [--seconds 10] [--rounds 3] [--checkout folder]`
 *
 * Measures how long an answer takes at a given rate on one core, with the embedded store on and off. Batches of
 * 100 events are sent when they are due, whether or not earlier ones are answered, and their time counts from
 * then. Store on and off take turns; a figure is the median of the rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Pool } from 'undici'
import { createBodies, EVENTS_PER_BATCH } from './ingest/bodies.mjs'
import { median, quantile, table, thousands } from './ingest/figures.mjs'
import { machineFacts, pinning } from './ingest/machine.mjs'
import { startCollector } from './ingest/subjects.mjs'

const { values: options } = parseArgs({
  options: {
    rates: { type: 'string', default: '5000,10000,20000,40000' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    /** The root of another built checkout, whose collector is measured in place of this one's. */
    checkout: { type: 'string' },
  },
})
const rates = options.rates.split(',').map(Number)
const seconds = Number(options.seconds)
/** So many requests may be open at once; beyond it a server is too slow for the rate. */
const CONNECTIONS = 256

const folder = mkdtempSync(join(tmpdir(), 'hushlog-bench-latency-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const { pinned, serverPrefix: prefix } = pinning()
console.log(machineFacts(folder))
console.log(pinned ? 'the collector on core 0, load on core 1' : 'UNPINNED: no taskset, or one core')

const checkout = options.checkout === undefined ? {} : { checkout: options.checkout }
const subjects = [
  { store: 'off', sinks: [{ type: 'embedded', enabled: false }] },
  { store: 'on', sinks: [] },
]
const bodies = createBodies(Date.now())

try {
  for (const subject of subjects) {
    const { store, sinks } = subject
    subject.server = await startCollector({ name: `store ${store}`, folder, prefix, sinks, ...checkout })
    await send(subject.server, 5_000, 5)
    await subject.server.settled()
  }
  const rows = [['events/s', 'p50 off', 'p50 on', 'p99 off', 'p99 on', 'on ÷ off', 'behind at the end']]
  for (const rate of rates) {
    const found = { on: [], off: [] }
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const { store, server } of round % 2 === 0 ? subjects : subjects.toReversed()) {
        process.stderr.write(`${thousands(rate)} events/s, store ${store}, round ${round + 1} … `)
        const sent = await send(server, rate, seconds)
        found[store].push(sent)
        process.stderr.write(`p99 ${quantile(sent.latencies, 0.99).toFixed(1)} ms\n`)
        await server.settled()
      }
    }
    const of = (store, q) => median(found[store].map(({ latencies }) => quantile(latencies, q)))
    const [off, on] = [of('off', 0.99), of('on', 0.99)]
    const late = Math.max(...found.on.map(({ lateMs }) => lateMs), ...found.off.map(({ lateMs }) => lateMs))
    rows.push([
      thousands(rate),
      of('off', 0.5).toFixed(1),
      of('on', 0.5).toFixed(1),
      off.toFixed(1),
      on.toFixed(1),
      (on / off).toFixed(2),
      late > 1_000 ? `${thousands(late)} ms` : '–',
    ])
  }
  console.log(table(rows))
} finally {
  for (const { server } of subjects) await server?.stop()
}

/**
 * Sends batches at a rate.
 * @returns the time of each answer in ms, from when its batch was due, and how late the last answer was
 */
async function send({ request: { url, path, headers } }, rate, time) {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 })
  const prepared = bodies.make(Math.ceil((rate * time) / EVENTS_PER_BATCH), rate)
  const every = (EVENTS_PER_BATCH / rate) * 1_000
  const latencies = []
  const open = new Set()
  const begun = performance.now()
  try {
    for (const [i, body] of prepared.entries()) {
      const due = begun + i * every
      const wait = due - performance.now()
      if (wait > 0.5) await sleep(wait)
      const answered = pool.request({ method: 'POST', path, headers, body }).then(async (response) => {
        const text = await response.body.text()
        if (response.statusCode !== 202)
          throw new Error(`answered ${response.statusCode}: ${text.slice(0, 300)}`)
        latencies.push(performance.now() - due)
        open.delete(answered)
      })
      open.add(answered)
    }
    await Promise.all(open)
    return { latencies, lateMs: performance.now() - begun - prepared.length * every }
  } finally {
    await pool.destroy()
  }
}
