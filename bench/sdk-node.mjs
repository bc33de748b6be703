/**
 * `npm run bench -- sdk-node [--events 100000] [--rounds 7]`
 *
 * What one `track()` of a metadata-only event costs the host, all of capture, sanitizing and encoding included. Burst: all calls
 * in one turn of the event loop. Yielding: 100 calls a turn, so that sending runs in between. Beside them, in turn in every round, the
 * least that any client must do: `JSON.stringify` and an array push. The server is a process of its own and answers 202 at once.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createHushlog } from '@hushlog/sdk-node'
import { median, table } from './ingest/figures.mjs'

const { values } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '7' } },
})
const EVENTS = Number(values.events)
const ROUNDS = Number(values.rounds)
const GOAL_NS = 2000
const CALLS_PER_TURN = 100

const server = fork(fileURLToPath(new URL('./sdk-node/server.mjs', import.meta.url)))
const [{ url }] = await once(server, 'message')

async function received() {
  server.send('read')
  const [counts] = await once(server, 'message')
  return counts
}

const fields = (i) => ({
  session_id: 'a81bc81b-dead-4e5d-abff-90865d1e13b1',
  query_id: `q-${i}`,
  response_length: 250 + (i % 1000),
  processing_time_ms: 850 + (i % 97),
  retrieval_time_ms: 120,
  generation_time_ms: 700,
  has_visualization: i % 3 === 0,
  analysis_type: 'revenue',
  topic: 'billing',
  entries_retrieved: 4,
  no_match: false,
  success: true,
  model: 'gpt-4o-mini',
  input_tokens: 820,
  output_tokens: 140 + (i % 300),
})

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Nanoseconds a call; only the calls are timed. */
async function measure(call, yielding) {
  if (!yielding) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < EVENTS; i++) call(i)
    return Number(process.hrtime.bigint() - start) / EVENTS
  }
  let spent = 0n
  for (let i = 0; i < EVENTS; ) {
    const start = process.hrtime.bigint()
    for (const end = i + CALLS_PER_TURN; i < end; i++) call(i)
    spent += process.hrtime.bigint() - start
    await turn()
  }
  return Number(spent) / EVENTS
}

async function bare(yielding) {
  const queue = []
  const now = new Date().toISOString()
  return {
    ns: await measure(
      (i) => queue.push(JSON.stringify({ event: 'agent_response', ts: now, ...fields(i) })),
      yielding,
    ),
  }
}

async function sdk(yielding) {
  const before = await received()
  const hush = createHushlog({ endpoint: url, writeKey: 'hlw_bench' })
  const ns = await measure((i) => hush.track('agent_response', fields(i)), yielding)
  const { captured, delivered } = await hush.shutdown(60_000)
  const after = await received()
  return {
    ns,
    delivered: delivered / captured,
    wire: (after.bytes - before.bytes) / (after.events - before.events),
  }
}

const subjects = {
  'bare, burst': () => bare(false),
  'SDK, burst': () => sdk(false),
  'bare, yielding': () => bare(true),
  'SDK, yielding': () => sdk(true),
}
const results = new Map(Object.keys(subjects).map((name) => [name, []]))
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(subjects)) {
    const result = await run()
    // The first round warms up.
    if (round >= 0) results.get(name).push(result)
    globalThis.gc?.()
  }
}
server.disconnect()

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; ${EVENTS} events, ${ROUNDS} rounds`,
)
const figure = (list, key) => median(list.map((result) => result[key] ?? Number.NaN))
console.log(
  table([
    ['', 'ns per call', 'fastest', 'delivered', 'bytes on the wire per event'],
    ...[...results].map(([name, list]) => [
      name,
      figure(list, 'ns').toFixed(0),
      Math.min(...list.map(({ ns }) => ns)).toFixed(0),
      name.startsWith('SDK') ? `${(100 * figure(list, 'delivered')).toFixed(2)} %` : '',
      name.startsWith('SDK') ? figure(list, 'wire').toFixed(1) : '',
    ]),
  ]),
)
const over = ['SDK, burst', 'SDK, yielding'].filter((name) => figure(results.get(name), 'ns') > GOAL_NS)
console.log(
  over.length === 0 ? `Goal of ${GOAL_NS} ns met` : `Goal of ${GOAL_NS} ns missed: ${over.join('; ')}`,
)
