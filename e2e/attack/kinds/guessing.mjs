/** Guesses of write keys, read tokens and the admin's password, as fast as they are answered. */
import { randomBytes } from 'node:crypto'
import { noSinks } from '../no-sinks.mjs'

const AT_ONCE = 16

const guess = () => randomBytes(15).toString('hex')
const guesses = [
  [
    '/v1/events',
    () => ({ method: 'POST', body: '{"events":[]}', headers: { authorization: `Bearer hlw_${guess()}` } }),
  ],
  ['/analytics/data', () => ({ headers: { authorization: `Bearer hlr_${guess()}` } })],
  [
    '/analytics/data',
    () => ({ headers: { authorization: `Basic ${Buffer.from(`admin:${guess()}`).toString('base64')}` } }),
  ],
]

export const guessing = {
  name: 'guessing',
  what: `${AT_ONCE} clients guess keys, tokens and the password`,
  config: noSinks,
  async run({ collector, seconds }) {
    const end = Date.now() + seconds * 1000
    const statuses = new Map()
    let sent = 0
    const attack = async () => {
      while (Date.now() < end) {
        const [path, request] = guesses[sent++ % guesses.length]
        const status = await statusOf(`${collector.url}${path}`, request())
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, attack))
    const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
    return {
      text: `${Math.round(sent / seconds)} guesses/s: ${answers}`,
      faults: statuses.has(429) ? [] : ['guesses were never braked'],
    }
  },
}

async function statusOf(url, request) {
  try {
    const response = await fetch(url, request)
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
