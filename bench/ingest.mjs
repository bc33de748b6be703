/**
 * `npm run bench -- ingest [--rounds 5] [--seconds 3] [--only kind,…] [--profile folder]`
 *
 * Measures how many events a second a collector acknowledges after fsync, beside a bare server that does the
 * same. The load is batches of 100 events, gzip, over 16 connections; the server has one core for all its
 * threads, the load the other. Each round loads in turn: the bare server; the collector with its sinks
 * paused, with events of the fast path, with such events whose ids are all of one second, and with events of the
 * slow path; and the collector with the embedded store keeping up. Ids have the times at which clients would
 * make them at the rate of the load, as the collector's memory holds the seconds in use; ids that are made
 * in advance, all at once, crowd one second and take longer. Ratios are medians of the ratios within a round, since two runs on a shared machine can
 * differ by half.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createBodies, EVENTS_PER_BATCH } from './ingest/bodies.mjs'
import { median, quantile, table, thousands } from './ingest/figures.mjs'
import { CONNECTIONS, sendBodies } from './ingest/load.mjs'
import { diskFlushes, machineFacts, pinning } from './ingest/machine.mjs'
import { startBaseline, startCollector } from './ingest/subjects.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    /** A comma-separated list of what to measure. */
    only: { type: 'string', default: 'baseline,paused,crowded,slow,sustained' },
    /** A folder that gets a processor profile of each collector. */
    profile: { type: 'string' },
  },
})
const rounds = Number(options.rounds)
const seconds = Number(options.seconds)
const wanted = new Set(options.only.split(','))
const GOALS = { paused: 0.35, sustained: 0.15 }
const paused = [{ type: 'embedded', enabled: false }]

const folder = mkdtempSync(join(tmpdir(), 'hushlog-bench-ingest-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const { pinned, serverPrefix: prefix } = pinning()
console.log(machineFacts(folder))
console.log(
  pinned
    ? 'servers on core 0, load on core 1'
    : 'UNPINNED: no taskset or one core; servers and load share cores, so the ratios mean less',
)

const nodeArgs = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
const starts = {
  baseline: () => startBaseline({ folder, prefix }),
  paused: () => startCollector({ name: 'collector, sinks paused', folder, prefix, sinks: paused, nodeArgs }),
  crowded: () =>
    startCollector({ name: 'collector, ids of one second', folder, prefix, sinks: paused, nodeArgs }),
  slow: () => startCollector({ name: 'collector, slow path', folder, prefix, sinks: paused, nodeArgs }),
  sustained: () => startCollector({ name: 'collector, embedded sink', folder, prefix, sinks: [], nodeArgs }),
}
const bodies = createBodies(Date.now())
/** An unknown field takes an event to the slow path. */
const slowBodies = createBodies(Date.now(), { x: 1 })
const subjects = []
const results = new Map()

try {
  for (const [kind, start] of Object.entries(starts)) {
    if (wanted.has(kind)) subjects.push({ kind, server: await start(), perSecond: 20_000 })
  }
  await warmUp()
  for (let round = 1; round <= rounds; round++) {
    // The order rotates, so that none is always measured right after the same other one.
    const rotated = subjects.map((_, i) => subjects[(i + round) % subjects.length])
    const figures = new Map()
    for (const subject of rotated) {
      const figure = await measure(subject, seconds)
      figures.set(subject.kind, figure)
      results.set(subject.kind, [...(results.get(subject.kind) ?? []), figure])
    }
    const line = subjects.map(({ kind }) => `${kind} ${thousands(figures.get(kind).perSecond)}/s`)
    console.log(`round ${round}/${rounds}: ${line.join(', ')}`)
  }
  report()
} finally {
  for (const { server } of subjects) await server.stop()
}

/**
 * Loads each server until its code is compiled and its rate is known, which says how many bodies a round
 * needs.
 */
async function warmUp() {
  for (const subject of subjects) {
    process.stdout.write(`warming up: ${subject.server.name} … `)
    for (let i = 0; i < 2; i++) await measure(subject, 1.5)
    console.log(`${thousands(subject.perSecond)} events/s`)
  }
}

async function measure(subject, time) {
  const { server, kind } = subject
  const batches = Math.ceil((subject.perSecond * time * 1.4) / EVENTS_PER_BATCH)
  const rate = kind === 'crowded' ? undefined : subject.perSecond
  const prepared = (kind === 'slow' ? slowBodies : bodies).make(batches, rate)
  const flushesBefore = diskFlushes()
  const cpuBefore = server.cpuSeconds()
  const begun = performance.now()
  const sent = await sendBodies({ ...server.request, bodies: prepared, seconds: time })
  await server.settled()
  // With a sink, the time ends when the sink has everything; without one, at the last answer.
  const elapsed = kind === 'sustained' ? (performance.now() - begun) / 1000 : sent.seconds
  subject.perSecond = sent.acknowledged / sent.seconds
  const flushes = flushesBefore === undefined ? Number.NaN : diskFlushes() - flushesBefore
  return {
    perSecond: sent.acknowledged / elapsed,
    p50: quantile(sent.latencies, 0.5),
    p99: quantile(sent.latencies, 0.99),
    flushesPerSecond: flushes / elapsed,
    cpuMicroseconds: ((server.cpuSeconds() - cpuBefore) / sent.acknowledged) * 1e6,
  }
}

function report() {
  const base = results.get('baseline')
  const rows = [
    [
      'server',
      'events/s',
      'ratio',
      'goal',
      'p50 ms',
      'p99 ms',
      'CPU µs/event',
      'disk flushes/s',
      'MB now',
      'MB peak',
    ],
  ]
  for (const { kind, server } of subjects) {
    const figures = results.get(kind)
    const of = (field) => median(figures.map((figure) => figure[field]))
    const memory = server.memoryMb()
    rows.push([
      server.name,
      thousands(of('perSecond')),
      base ? ratio(figures, base).toFixed(2) : '–',
      GOALS[kind] ?? '–',
      of('p50').toFixed(1),
      of('p99').toFixed(1),
      of('cpuMicroseconds').toFixed(1),
      thousands(of('flushesPerSecond')),
      memory?.now ?? '–',
      memory?.peak ?? '–',
    ])
  }
  const { bytesPerEvent, compressedPerEvent } = bodies.facts()
  console.log(
    `\n${EVENTS_PER_BATCH} events a batch, ${bytesPerEvent.toFixed(0)} bytes an event ` +
      `(${compressedPerEvent.toFixed(0)} compressed), ${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s, medians`,
  )
  console.log(table(rows))
  if (!base) return
  for (const [kind, goal] of Object.entries(GOALS)) {
    const figures = results.get(kind)
    if (!figures) continue
    const value = ratio(figures, base)
    console.log(
      `${kind}: ${value.toFixed(2)} of the bare server, goal ${goal}: ${value >= goal ? 'reached' : 'MISSED'}`,
    )
  }
}

/** Returns the median of the ratios of figures that were measured in the same round. */
function ratio(figures, base) {
  return median(figures.map((figure, i) => figure.perSecond / base[i].perSecond))
}
