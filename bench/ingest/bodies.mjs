/**
 * Makes and compresses request bodies before the clock starts, so that the client is not what is measured.
 * There are 200 different batches; every body is one of them, with new ids and other numbers in its
 * addresses.
 */
import { gzipSync } from 'node:zlib'
import { createEvents, ORDER_PATH } from './events.mjs'
import { writeUlid } from './random.mjs'

export const EVENTS_PER_BATCH = 100
/** The average size of an event in bytes that published figures refer to. */
const BYTES_PER_EVENT = 375
const TOLERANCE = 0.05
const TEMPLATES = 200
/** Says where the value of `sent_at` begins: an old one would look like a clock that is wrong. */
const SENT_AT = '{"sent_at":"'.length

/** @param extra fields that every event gets beside its own */
export function createBodies(seed, extra = {}) {
  const events = createEvents(seed)
  const templates = Array.from({ length: TEMPLATES }, () => newTemplate(events, extra))
  const bytesOfExtra = JSON.stringify({ ...extra, e: 0 }).length - '{"e":0}'.length
  const bytes = templates.reduce((sum, { json }) => sum + json.length, 0) / TEMPLATES / EVENTS_PER_BATCH
  if (Math.abs((bytes - bytesOfExtra) / BYTES_PER_EVENT - 1) > TOLERANCE) {
    throw new Error(`an event has ${bytes.toFixed(0)} bytes on average, not about ${BYTES_PER_EVENT}`)
  }
  let made = 0
  let compressed = 0
  let order = 0

  const one = (time) => {
    const { json, ids, orders } = templates[made % TEMPLATES]
    for (const at of ids) writeUlid(json, at, time)
    json.write(new Date(time).toISOString(), SENT_AT, 'latin1')
    for (const at of orders) json.write(String(100_000 + (order++ % 900_000)), at, 'latin1')
    const body = gzipSync(json)
    made += 1
    compressed += body.length
    return body
  }

  return {
    /**
     * The ids have the times at which clients make events that are sent so many a second from now on. Without
     * a rate all have this moment's, so that one second has all of them.
     */
    make(batches, perSecond = Number.POSITIVE_INFINITY) {
      const begun = Date.now()
      const msPerBatch = (EVENTS_PER_BATCH / perSecond) * 1_000
      return Array.from({ length: batches }, (_, i) => one(Math.floor(begun + i * msPerBatch)))
    },
    facts: () => ({
      bytesPerEvent: bytes,
      compressedPerEvent: compressed / made / EVENTS_PER_BATCH,
      mix: events.counts(),
    }),
  }
}

function newTemplate(events, extra) {
  const now = Date.now()
  const batch = events.batch(EVENTS_PER_BATCH, now).map((event) => ({ ...event, ...extra }))
  const json = Buffer.from(JSON.stringify({ sent_at: new Date(now).toISOString(), events: batch }))
  const orders = []
  for (let at = json.indexOf(ORDER_PATH); at !== -1; at = json.indexOf(ORDER_PATH, at + 1)) {
    orders.push(at + ORDER_PATH.length)
  }
  return { json, ids: batch.map(({ id }) => json.indexOf(id)), orders }
}
