/**
 * `npm run bench -- sdk-node [--events 100000] [--rounds 5]`
 *
 * Measures what a burst costs in each SDK for Node: ns a call, bytes and CPU µs an event, MB at most, %
 * delivered. All calls happen in one iteration of the event loop, with default settings, and then the SDK
 * ends by its own means. Each SDK runs in a process of its own, in turn in every round, against a server in
 * another process that answers at once and counts events by a number in each. The row `array push` is the
 * least that any client must do: `JSON.stringify` and a push. Figures are medians over the rounds.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median, table } from './ingest/figures.mjs'
import { fields, subjects } from './sdk-node/subjects.mjs'

const { values } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' } },
})
const EVENTS = Number(values.events)
const ROUNDS = Number(values.rounds)
const OURS = '@hushlog/sdk-node'
/** Hushlog's own SDK must keep these limits: ns a call, bytes an event, MB at most. */
const GOALS = { ns: 2000, wire: 60, memory: 120 }

const here = (name) => fileURLToPath(new URL(`./sdk-node/${name}`, import.meta.url))
const server = fork(here('server.mjs'))
const [{ url }] = await once(server, 'message')

async function received() {
  server.send('read')
  const [counts] = await once(server, 'message')
  return counts
}

function bare() {
  const queue = []
  const ts = new Date().toISOString()
  const begun = process.hrtime.bigint()
  for (let i = 0; i < EVENTS; i++) queue.push(JSON.stringify({ event: 'agent_response', ts, ...fields(i) }))
  return { ns: Number(process.hrtime.bigint() - begun) / EVENTS }
}

async function run(name) {
  await received()
  const child = fork(here('subject.mjs'), [name, url, String(EVENTS)])
  const [own] = await once(child, 'message')
  await once(child, 'exit')
  const { bytes, events, unique } = await received()
  return { ...own, delivered: unique / EVENTS, doubled: events - unique, wire: bytes / events }
}

const results = new Map([['array push', []], ...Object.keys(subjects).map((name) => [name, []])])
for (let round = 1; round <= ROUNDS; round++) {
  for (const [name, list] of results) {
    process.stdout.write(`\r${`round ${round}/${ROUNDS}: ${name}`.padEnd(50)}`)
    list.push(name === 'array push' ? bare() : await run(name))
  }
}
server.disconnect()

const of = (name, key) => median(results.get(name).map((result) => result[key] ?? Number.NaN))
const shown = (value, digits) => (Number.isNaN(value) ? '–' : value.toFixed(digits))
console.log(
  `\rNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0].toFixed(1)}; ${EVENTS} events in a burst, ${ROUNDS} rounds`,
)
console.log(
  table([
    [
      '',
      'ns per call',
      '× array push',
      'delivered %',
      'doubled',
      'bytes per event',
      'CPU µs per event',
      'peak MB',
    ],
    ...[...results.keys()].map((name) => [
      name,
      shown(of(name, 'ns'), 0),
      shown(of(name, 'ns') / of('array push', 'ns'), 1),
      shown(100 * of(name, 'delivered'), 1),
      shown(of(name, 'doubled'), 0),
      shown(of(name, 'wire'), 0),
      shown(of(name, 'cpu'), 1),
      shown(of(name, 'memory'), 0),
    ]),
  ]),
)
const missed = Object.entries(GOALS).filter(([key, most]) => of(OURS, key) > most)
const whole = of(OURS, 'delivered') === 1 && of(OURS, 'doubled') === 0
console.log(`every event delivered once: ${whole ? 'yes' : 'NO'}`)
for (const [key, most] of Object.entries(GOALS))
  console.log(`${key} at most ${most}: ${missed.some(([name]) => name === key) ? 'MISSED' : 'met'}`)
