/** Sends visits that happen now, with the columns that the queries read. */
import { createRandom, ulid } from '../ingest/random.mjs'

/** Events of a request. */
const BATCH = 500
const CONNECTIONS = 4
const random = createRandom(11)
const topics = Array.from({ length: 40 }, (_, n) => `topic ${n + 1}`)
const locales = ['de-CH', 'en-GB', 'fr-CH']

/** @returns the events of a visit, ten of them */
function visit(now) {
  const ts = new Date(now).toISOString()
  const context = { sdk: 'browser', locale: random.pick(locales), device_class: 'mobile', page_path: '/help' }
  const shared = { ts, schema_version: 1, session_id: `l_${ulid(now)}`, channel: 'chat', context }
  const event = (name, fields) => ({ id: ulid(now), event: name, ...shared, ...fields })
  const exchange = () => {
    const took = random.duration(900)
    return [
      event('user_query', { query_length: random.integer(10, 200), is_suggested_prompt: false }),
      event('agent_response', {
        topic: random.pick(topics),
        processing_time_ms: took,
        match_score: 0.8,
        no_match: random.chance(0.1),
        success: true,
      }),
      event('request', {
        path: '/api/chat',
        method: 'POST',
        status_code: 200,
        response_time_ms: took,
        module: 'chat',
      }),
    ]
  }
  return [
    event('session_start', {}),
    event('page_view', {}),
    event('bubble_opened', {}),
    ...exchange(),
    ...exchange(),
    event('session_end', { duration_seconds: random.integer(20, 600) }),
  ]
}

/** @returns {string} a body of `BATCH` events */
function makeBody() {
  const now = Date.now()
  const events = Array.from({ length: BATCH / 10 }, () => visit(now)).flat()
  return JSON.stringify({ events })
}

async function send({ url, headers }) {
  const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: makeBody() })
  const text = await response.text()
  if (response.status === 429 || response.status === 503) return false
  if (response.status !== 202)
    throw new Error(`the collector answered ${response.status}: ${text.slice(0, 300)}`)
  return true
}

/** Sends so many events as fast as they are taken. */
export async function sendAll(ingest, events) {
  let left = Math.ceil(events / BATCH)
  const connection = async () => {
    while (left-- > 0) while (!(await send(ingest))) await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
}

/** Sends so many events a second until it is stopped. */
export function sendSteadily(ingest, rate) {
  const began = performance.now()
  let isStopped = false
  let batches = 0
  const running = (async () => {
    while (!isStopped) {
      const due = ((performance.now() - began) / 1000) * (rate / BATCH)
      if (batches < due) {
        if (await send(ingest)) batches++
      } else await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return {
    /** @returns events sent a second */
    async stop() {
      isStopped = true
      await running
      return (batches * BATCH) / ((performance.now() - began) / 1000)
    },
  }
}
