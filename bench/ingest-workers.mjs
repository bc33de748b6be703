/**
 * `npm run bench -- ingest-workers [--rounds 5] [--seconds 3]`
 *
 * Measures whether worker threads make ingest faster, in events a second and as ratios to no workers on the
 * same cores. The same small durable server inflates, parses, validates, sanitizes and encodes on its main
 * thread or in one or two workers, on one core and on two, all in turn in every round. The decision is in
 * docs/decisions/worker-threads.md.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freePort } from '../e2e/processes/free-port.mjs'
import { createBodies, EVENTS_PER_BATCH } from './ingest/bodies.mjs'
import { median, quantile, table, thousands } from './ingest/figures.mjs'
import { sendBodies } from './ingest/load.mjs'
import { machineFacts, pinning, unpin } from './ingest/machine.mjs'
import { startServer } from './ingest/server-process.mjs'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
})
const rounds = Number(options.rounds)
const seconds = Number(options.seconds)
const SERVER = fileURLToPath(new URL('./ingest/stages-server.mjs', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'hushlog-bench-workers-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const { pinned, serverPrefix } = pinning()
console.log(machineFacts(folder))
console.log(
  pinned
    ? 'one core: server on core 0, load on core 1; two cores: server and load share both'
    : 'UNPINNED: no taskset or one core; only "two cores" is measured',
)
// The load had core 1 only. For servers on two cores it may run anywhere, which a client on another machine
// would not.
unpin()

const bodies = createBodies(Date.now())
const variants = []
for (const cores of pinned ? [1, 2] : [2]) {
  for (const workers of [0, 1, 2]) variants.push({ cores, workers, perSecond: 10_000, figures: [] })
}

try {
  for (const variant of variants) {
    const port = await freePort()
    variant.server = await startServer({
      name: `${variant.workers} workers on ${variant.cores} core`,
      argv: [
        SERVER,
        String(port),
        join(folder, `${variant.cores}-${variant.workers}.log`),
        String(variant.workers),
      ],
      port,
      readyPath: '/',
      prefix: variant.cores === 1 ? serverPrefix : [],
    })
    console.log(`warming up: ${variant.server.name}`)
    for (let i = 0; i < 2; i++) await measure(variant, 1.5)
    variant.figures = []
  }
  for (let round = 1; round <= rounds; round++) {
    const rotated = variants.map((_, i) => variants[(i + round) % variants.length])
    for (const variant of rotated) await measure(variant, seconds)
    console.log(
      `round ${round}/${rounds}: ${variants.map(({ perSecond }) => thousands(perSecond)).join(', ')} events/s`,
    )
  }
  report()
} finally {
  for (const { server } of variants) await server?.stop()
}

async function measure(variant, time) {
  const batches = Math.ceil((variant.perSecond * time * 1.4) / EVENTS_PER_BATCH)
  const prepared = bodies.make(batches)
  const cpuBefore = variant.server.cpuSeconds()
  const sent = await sendBodies({
    url: variant.server.url,
    path: '/',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    bodies: prepared,
    seconds: time,
  })
  variant.perSecond = sent.acknowledged / sent.seconds
  variant.figures.push({
    perSecond: variant.perSecond,
    p50: quantile(sent.latencies, 0.5),
    p99: quantile(sent.latencies, 0.99),
    cpuMicroseconds: ((variant.server.cpuSeconds() - cpuBefore) / sent.acknowledged) * 1e6,
  })
}

function report() {
  const rows = [['server', 'events/s', 'ratio to no workers', 'p50 ms', 'p99 ms', 'CPU µs/event', 'MB peak']]
  for (const { cores, workers, figures, server } of variants) {
    const base = variants.find((other) => other.cores === cores && other.workers === 0).figures
    const of = (field) => median(figures.map((figure) => figure[field]))
    rows.push([
      `${cores} core${cores > 1 ? 's' : ''}, ${workers} worker${workers === 1 ? '' : 's'}`,
      thousands(of('perSecond')),
      median(figures.map((figure, i) => figure.perSecond / base[i].perSecond)).toFixed(2),
      of('p50').toFixed(1),
      of('p99').toFixed(1),
      of('cpuMicroseconds').toFixed(1),
      server.memoryMb()?.peak ?? '–',
    ])
  }
  console.log(
    `\n${EVENTS_PER_BATCH} events a batch, 16 connections, ${rounds} rounds of ${seconds} s, medians`,
  )
  console.log(table(rows))
}
