import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createInFlightBytes } from './in-flight-bytes.js'
import { BODY_BYTES } from './limits.js'
import { LEAST_BYTES, RATE_WINDOW, readBody } from './read-body.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const open = (limit = 64 * 1024 * 1024) => {
  const inFlight = createInFlightBytes(limit, () => 0)
  return (owner = 'key') => {
    const stream = Object.assign(new PassThrough(), { headers: {} })
    const body = readBody(stream as unknown as IncomingMessage, inFlight, owner)
    body.catch(() => undefined)
    return { stream, body }
  }
}
const delivered = () => new Promise((resolve) => setImmediate(resolve))

test('a body that stalls is refused, however much of it came before', async () => {
  const { stream, body } = open()()
  stream.write(Buffer.alloc(4 * 1024 * 1024))
  await delivered()
  vi.advanceTimersByTime(RATE_WINDOW)
  stream.write('x')
  await delivered()
  vi.advanceTimersByTime(RATE_WINDOW)
  await expect(body).rejects.toMatchObject({
    code: 'body_too_slow',
    status: 408,
    headers: { connection: 'close' },
  })
})

test('a body that comes on at the least rate is read to its end', async () => {
  const { stream, body } = open()()
  for (let i = 0; i < 20; i++) {
    stream.write(Buffer.alloc(LEAST_BYTES))
    await delivered()
    vi.advanceTimersByTime(RATE_WINDOW)
  }
  stream.end()
  expect((await body).bytes).toHaveLength(20 * LEAST_BYTES)
})

test('half-sent bodies of one key leave room for a body of another', async () => {
  const begin = open(16 * 1024 * 1024)
  const attacks = Array.from({ length: 8 }, () => begin('attacker'))
  for (const { stream } of attacks) {
    stream.write(Buffer.alloc(BODY_BYTES / 2))
    await delivered()
  }
  const honest = begin('honest')
  honest.stream.end(Buffer.alloc(100_000))
  expect((await honest.body).bytes).toHaveLength(100_000)
  for (const { stream } of attacks) stream.end()
  const outcomes = await Promise.allSettled(attacks.map(({ body }) => body))
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(4)
})

test('a body that waits for a time slice can give way as well', async () => {
  const begin = open(100)
  const waiting = begin('attacker')
  waiting.stream.end(Buffer.alloc(80))
  const body = await waiting.body
  const problems: unknown[] = []
  body.onGiveWay = (problem) => problems.push(problem)
  const honest = begin('honest')
  honest.stream.end(Buffer.alloc(50))
  await honest.body
  expect(problems).toMatchObject([{ code: 'overloaded' }])
})
