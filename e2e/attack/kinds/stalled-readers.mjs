/** Exports and live streams that are opened with the attacked tenant's token and never read. */
import { connect } from 'node:net'
import { batchOf, ordinaryEvents } from '../events.mjs'
import { createSender } from '../sender.mjs'

const READERS = 12
/** Some ten megabytes as NDJSON: more than the buffers of a connection that nobody reads from. */
const STORED = 20_000
const PER_BATCH = 5_000
/** Honest reads are tried so often, each with a time limit. */
const READ_EVERY_MS = 500
const READ_TIMEOUT_MS = 5_000

export const stalledReaders = {
  name: 'stalled-readers',
  what: `${READERS} exports and ${READERS} live streams of one tenant are opened and never read`,
  config: { sinks: [] },
  async run({ collector, seconds, attacked, honest }) {
    const send = createSender(collector.url, attacked.writeKey)
    const batches = Array.from({ length: STORED / PER_BATCH }, () => batchOf(ordinaryEvents(PER_BATCH)))
    await Promise.all(batches.map((body) => send({ body })))
    const sockets = Array.from({ length: 2 * READERS }, (_, i) =>
      stall(collector.port, i % 2 === 0 ? '/export/ndjson/events' : '/analytics/live', attacked.readToken),
    )
    const reads = { answered: 0, refused: 0 }
    const end = Date.now() + seconds * 1000
    while (Date.now() < end) {
      for (const path of ['/export/ndjson/events', '/analytics/live'])
        reads[(await isAnswered(`${collector.url}${path}`, honest.readToken)) ? 'answered' : 'refused']++
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS))
    }
    const open = sockets.filter((socket) => !socket.destroyed).length
    for (const socket of sockets) socket.destroy()
    return {
      text: `reads of the other tenant: ${reads.answered} answered, ${reads.refused} refused; ${open} of ${sockets.length} stalled readers still open`,
      faults: reads.refused > 0 ? ['reads of another tenant were refused'] : [],
    }
  },
}

function stall(port, path, token) {
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => socket.destroy())
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n\r\n`)
  return socket
}

/** Reads the beginning of an answer, as a client does that is happy with its head. */
async function isAnswered(url, token) {
  const control = new AbortController()
  const timer = setTimeout(() => control.abort(), READ_TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: control.signal,
    })
    return response.status === 200
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    control.abort()
  }
}
