/** Tests getters and proxies that track events while one is being written: both paths must deliver the same. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { fuzzRounds } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHushlog, type Hushlog, type HushlogOptions } from './index.js'

type Sent = Record<string, unknown>

let server: Server
let sent: Sent[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const wire = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire
      sent.push(...JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)).events)
      response.writeHead(202).end('{"accepted":1,"duplicates":0,"rejected":[]}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

interface Step {
  readonly kind:
    | 'plain'
    | 'getter'
    | 'proxy'
    | 'nested'
    | 'properties'
    | 'throws'
    | 'unknown'
    | 'raw'
    | 'class'
  readonly text: string
  readonly number: number
  readonly first: boolean
  readonly inner: readonly Step[]
}

/** Tracks all steps, and returns the numbers of the events that were queued. */
function play(hush: Hushlog, steps: readonly Step[]): number[] {
  const taken: number[] = []
  let count = 0
  const each = (list: readonly Step[]) => {
    for (const step of list) one(step)
  }

  function one({ kind, text, number, first, inner }: Step): void {
    const marker = ++count
    const within = <T>(value: T): T => {
      each(inner)
      return value
    }
    const fields: Sent = { processing_time_ms: marker, query_text: text, topic: text, output_tokens: number }
    const getter = (key: string, get: () => unknown) => {
      const descriptor = { get, enumerable: true, configurable: true }
      const all = first ? { [key]: 0, ...fields } : { ...fields, [key]: 0 }
      return Object.defineProperty(all, key, descriptor)
    }
    const given = (): object => {
      switch (kind) {
        case 'plain':
          return { ...fields, success: within(true) }
        case 'getter':
          return getter('model', () => within(text))
        case 'proxy':
          return new Proxy(fields, {
            get: (target, key) =>
              key === 'topic' ? within(Reflect.get(target, key)) : Reflect.get(target, key),
          })
        case 'nested':
          return {
            ...fields,
            context: Object.defineProperty({}, 'page_path', { get: () => within('/chat'), enumerable: true }),
          }
        case 'throws':
          return getter('model', () => {
            within(0)
            throw new Error('of the host')
          })
        case 'unknown':
          return getter('no_such_member', () => within(text))
        case 'raw':
          return getter('model', () => within(`${text} jane@example.com`))
        case 'class':
          return new (class {
            topic = text
            processing_time_ms = marker
            get success() {
              return within(true)
            }
            toJSON() {
              return within('raw')
            }
          })()
        default:
          return { marker, toJSON: text, text, more: { text } }
      }
    }
    const isTaken =
      kind === 'properties' ? hush.trackEvent('of our own', given()) : hush.track('agent_response', given())
    if (isTaken) taken.push(marker)
  }

  each(steps)
  return taken
}

const markerOf = (event: Sent): unknown =>
  event.processing_time_ms ?? (event.properties as Sent | undefined)?.marker

async function run(steps: readonly Step[], options: Partial<HushlogOptions>) {
  sent = []
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  const warn = () => undefined
  const hush = createHushlog({ endpoint, writeKey: 'hlw_test', flushOnSignals: false, warn, ...options })
  const taken = play(hush, steps)
  const ledger = await hush.shutdown(60_000)
  const events = sent.filter(({ event }) => event !== 'client_report')
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  return {
    taken: taken.toSorted((a, b) => a - b),
    ledger,
    events: events
      .map(({ id, ts, ...rest }) => rest)
      .sort((a, b) => Number(markerOf(a)) - Number(markerOf(b))),
  }
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    'billing',
    'é ü 漢字',
    '😀',
    '\ud800',
    'jane@example.com',
    '"a" \\ b',
    'x'.repeat(900),
    '漢 '.repeat(400),
  ),
)
const { step } = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.record({
    kind: fc.constantFrom(
      'plain',
      'getter',
      'proxy',
      'nested',
      'properties',
      'throws',
      'unknown',
      'raw',
      'class',
    ),
    text,
    number: fc.constantFrom(0, 7, 140, 99_999, -1, 0.5, Number.NaN),
    first: fc.boolean(),
    inner: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(tie('step'), { maxLength: 3 })),
  }),
}))

test.each(['off', 'redacted'] as const)(
  'fast and slow path deliver the same, content %s',
  async (content) => {
    // This many of these events end near the edge of a chunk, which has half a megabyte.
    const filler: Step = { kind: 'plain', text: '漢'.repeat(900), number: 1, first: true, inner: [] }
    const filled = fc
      .tuple(fc.constantFrom(0, 0, 0, 0, 140, 180, 190, 400), fc.array(step, { minLength: 1, maxLength: 12 }))
      .map(([size, steps]) => [...Array<Step>(size).fill(filler), ...steps, ...steps])
    const property = fc.asyncProperty(filled, async (steps) => {
      const fast = await run(steps, { content })
      const slow = await run(steps, { content, beforeSend: (event) => event })
      expect(fast.events.map(markerOf)).toEqual(fast.taken)
      expect(fast).toEqual(slow)
    })
    for (const parameters of fuzzRounds(15)) await fc.assert(property, parameters)
  },
)

test('every event that a trap of a proxy tracks is delivered whole', async () => {
  sent = []
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  const hush = createHushlog({ endpoint, writeKey: 'hlw_test', flushOnSignals: false, warn: () => undefined })
  const expected: Sent[] = []
  let count = 0
  const track = (more: number) => {
    const fields = { processing_time_ms: ++count, topic: 'x'.repeat(count % 100), success: count % 3 === 0 }
    const again = <T>(value: T): T => {
      if (more > 0) track(more - 1)
      return value
    }
    const given = new Proxy(fields, {
      get: (target, key) => again(Reflect.get(target, key)),
      getPrototypeOf: (target) => again(Reflect.getPrototypeOf(target)),
      ownKeys: (target) => again(Reflect.ownKeys(target)),
      getOwnPropertyDescriptor: (target, key) => again(Reflect.getOwnPropertyDescriptor(target, key)),
    })
    if (hush.track('agent_response', more === 2 && count % 2 === 0 ? { ...fields } : given))
      expected.push(fields)
  }
  for (let i = 0; i < 200; i++) track(2)
  await hush.shutdown(60_000)
  const byMarker = (a: Sent, b: Sent) => Number(markerOf(a)) - Number(markerOf(b))
  const found = sent.map(({ processing_time_ms, topic, success }) => ({ processing_time_ms, topic, success }))
  expect(found.sort(byMarker)).toEqual(expected.sort(byMarker))
  expect(hush.stats().delivered).toBe(expected.length)
})
