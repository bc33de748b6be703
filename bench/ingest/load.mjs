/**
 * Sends prepared bodies over 16 persistent connections, one request at a time on each, and counts what was
 * acknowledged.
 */
import { Pool } from 'undici'
import { EVENTS_PER_BATCH } from './bodies.mjs'

export const CONNECTIONS = 16

/**
 * Sends bodies until there are no more or the time is up.
 * @returns events acknowledged, seconds from the first request to the last answer, latencies in ms
 * @throws on any answer other than 202 with every event of the batch accepted
 */
export async function sendBodies({ url, path, headers, bodies, seconds = Number.POSITIVE_INFINITY }) {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 })
  const latencies = []
  let next = 0
  let acknowledged = 0
  const begun = performance.now()
  const deadline = begun + seconds * 1000

  const connection = async () => {
    while (next < bodies.length && performance.now() < deadline) {
      const body = bodies[next]
      next += 1
      const sent = performance.now()
      const response = await pool.request({ method: 'POST', path, headers, body })
      const text = await response.body.text()
      latencies.push(performance.now() - sent)
      const answer = response.statusCode === 202 ? JSON.parse(text) : undefined
      if (answer?.accepted !== EVENTS_PER_BATCH || answer.duplicates !== 0) {
        throw new Error(`${url}${path} answered ${response.statusCode}: ${text.slice(0, 500)}`)
      }
      acknowledged += answer.accepted
    }
  }

  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, connection))
    return {
      acknowledged,
      seconds: (performance.now() - begun) / 1000,
      latencies,
      exhausted: next >= bodies.length,
    }
  } finally {
    await pool.destroy()
  }
}
