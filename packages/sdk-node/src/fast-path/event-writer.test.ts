import { fuzz } from '@hushlog/base/fuzz'
import { type SanitizeOptions, sanitize } from '@hushlog/schema/sanitize'
import type { Envelope, TrackedEvent } from '@hushlog/sdk-core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { samples } from '../../../schema/src/samples.fixture.js'
import { createEventWriter, type EventId } from './event-writer.js'

const pseudonymize = (value: string) => `hu_${value.length.toString(16).padStart(32, '0')}`
const clientContext = { sdk: 'test', sdk_version: '1.0.0', rules: '1' }
const choices: readonly SanitizeOptions[] = [
  { content: 'off', pseudonymize },
  { content: 'redacted', pseudonymize },
  { content: 'off', pseudonymize, denyKeys: ['Topic', 'secret', 'page_title'] },
]
const codesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

const id: EventId = { head: '01ARZ3NDEKTSV4RRFFQ69G5', tail: codesOf('FAV') }
const envelope: Envelope = { at: Date.UTC(2026, 0, 31, 12) }
const tracked = (type: string, fields: object | undefined, own = envelope): TrackedEvent => ({
  type,
  fields,
  envelope: own,
})

/** Writes events one behind the other, as a queue does. */
function createQueue(options: SanitizeOptions, bytes = 200_000) {
  const write = createEventWriter(options, clientContext)
  // Bytes that nobody has written are no valid UTF-8.
  const buffer = { bytes: new Uint8Array(bytes).fill(0xff), at: 0, epoch: 0 }
  return {
    buffer,
    /** Returns undefined for an event that does not leave unchanged. */
    write(type: string, fields: object | undefined, own?: Envelope): string | undefined {
      if (buffer.at > bytes / 2) {
        buffer.at = 0
        buffer.epoch++
      }
      const { at } = buffer
      const end = write(buffer, id, tracked(type, fields, own))
      if (end === undefined) return undefined
      buffer.at = end
      return new TextDecoder('utf-8', { fatal: true }).decode(buffer.bytes.subarray(at, end))
    },
  }
}

/** Returns the event that leaves the slow path; undefined where it refuses, removes or finds something. */
function slowPath(type: string, fields: object, own: Envelope, options: SanitizeOptions) {
  const { at, ...defaults } = own
  const { context, ...others } = fields as Record<string, unknown>
  const merged: Record<string, unknown> = { ...others }
  merged.ts ??= new Date(at)
  for (const [name, value] of Object.entries(defaults)) if (value) merged[name] ??= value
  const built = {
    ...merged,
    id: id.head + String.fromCharCode(...id.tail),
    event: type,
    ts: merged.ts instanceof Date ? merged.ts.toISOString() : merged.ts,
    schema_version: 1,
    context: { ...(typeof context === 'object' ? context : {}), ...clientContext },
  }
  try {
    const { event, findings, removed } = sanitize(built, options)
    return Object.keys(findings).length + removed > 0 ? undefined : event
  } catch {
    return undefined
  }
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, false, [], {}, [1], ['a', 'b'], { a: 1 }, new Date(0)),
  fc.constantFrom<unknown>(
    { confidence: 0.5 },
    { page_path: '/a' },
    { page_path: null, sdk: 'x' },
    { name: 'x' },
  ),
  fc.constantFrom(0, -0, -1, 0.5, 1e21, 2 ** 53, 1e308, Number.NaN, 7, 77, 777),
  fc.constantFrom('', 'plain words', 'jane@example.com', '4111 1111 1111 1111', '"quoted" \\ back', 'a\nb'),
  fc.constantFrom(
    'é ü 漢字',
    '😀',
    '\ud800',
    'x'.repeat(129),
    'x'.repeat(1001),
    '[email]',
    '/help',
    's1',
    's-23',
  ),
  fc.string({ maxLength: 20 }),
)
const known = [...new Set(Object.values(samples).flatMap((sample) => Object.keys(sample)))]
const change = fc.record({
  sample: fc.constantFrom(...Object.values(samples)),
  changes: fc.array(fc.tuple(fc.constantFrom(...known, 'unknown', 'topic', 'context', '__proto__'), odd), {
    maxLength: 3,
  }),
  own: fc.record({
    session_id: fc.constantFrom(undefined, 's1', 's2', 'not one'),
    user: fc.constantFrom(undefined, `hu_${'a'.repeat(32)}`),
    at: fc.constantFrom(Date.UTC(2026, 0, 31, 12), Date.UTC(2026, 0, 31, 12) + 1),
  }),
})

describe('the fast path out of an application', () => {
  it('agrees with the slow path on events behind each other, whatever changes from one to the next', () => {
    let written = 0
    let tried = 0
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...choices),
        (list, options) => {
          const queue = createQueue(options)
          for (const { sample, changes, own } of list) {
            const { id, event, schema_version, ...given } = sample as unknown as Record<string, unknown>
            for (const [name, value] of changes)
              Object.defineProperty(given, name, {
                value,
                enumerable: true,
                configurable: true,
                writable: true,
              })
            const before = JSON.stringify(given)
            const text = queue.write(String(event), given, own)
            expect(JSON.stringify(given)).toBe(before)
            tried++
            if (text === undefined) continue
            written++
            const expected = slowPath(String(event), given, own, options)
            expect(expected, `${before} ${text}`).toBeDefined()
            expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(expected)))
            // No member comes twice, and the JSON is what JavaScript writes.
            expect(JSON.stringify(JSON.parse(text))).toBe(text)
          }
        },
      ),
      fuzz(2_000),
    )
    expect(written).toBeGreaterThan(0.08 * tried)
  })

  it('takes every event of the catalogue without its texts', () => {
    const options: SanitizeOptions = { content: 'off' }
    const queue = createQueue(options)
    const refused = Object.values(samples).filter(({ id, event, schema_version, context, ...given }) => {
      const expected = slowPath(event, given, envelope, options)
      return expected !== undefined && queue.write(event, given) === undefined
    })
    expect(refused).toEqual([])
  })

  it('leaves a member out and takes it again, in any order and with any length', () => {
    const { write } = createQueue({ content: 'off' })
    const all = [
      { response_length: 5, success: true, topic: 'billing' },
      { response_length: 1234, success: false, topic: 'é"' },
      { response_length: undefined, success: true, topic: 'billing' },
      { response_length: 99, success: null, topic: 'b' },
      { topic: 'b', response_length: 99 },
      { topic: 'b' },
      {},
      { topic: 'b', context: { page_path: '/a' } },
      { topic: 'b', context: 'none' },
      { topic: 'b', context: { page_path: '/b', sdk: 'other' } },
      { topic: 'b', query_text: 'what was said', session_id: 's1' },
      { topic: 'b', query_text: 'what else was said', session_id: 's1' },
    ]
    for (const given of all) {
      const text = write('agent_response', given) ?? ''
      const options: SanitizeOptions = { content: 'off' }
      expect(JSON.parse(text)).toEqual(slowPath('agent_response', given, envelope, options))
    }
  })

  it('refuses what is not plain data', () => {
    const { write } = createQueue({})
    class Own {
      topic = 'x'
    }
    const inherits = Object.create({ topic: 'x' })
    for (const given of [
      new Own(),
      inherits,
      ['x'],
      new Map(),
      new Date(),
      { topic: new Own() },
      { vendor: [] },
    ])
      expect(write('agent_response', given)).toBeUndefined()
    expect(write('no_event', {})).toBeUndefined()
    expect(write('__proto__', {})).toBeUndefined()
  })

  it('refuses everything while all objects have an enumerable member more', () => {
    const { write } = createQueue({})
    Object.defineProperty(Object.prototype, 'topic', { value: 'x', enumerable: true, configurable: true })
    const text = write('agent_response', { success: true })
    Reflect.deleteProperty(Object.prototype, 'topic')
    expect(text).toBeUndefined()
    expect(write('agent_response', { success: true })).toBeDefined()
  })

  it('writes the whole event after a getter that throws, and into another buffer', () => {
    const { write, buffer } = createQueue({})
    const expected = write('agent_response', { topic: 'a', success: true })
    const throwing = {
      topic: 'b',
      get success(): boolean {
        throw new Error('no')
      },
    }
    expect(() => write('agent_response', throwing)).toThrow('no')
    expect(write('agent_response', { topic: 'a', success: true })).toBe(expected)
    buffer.bytes.fill(0)
    buffer.at = 0
    buffer.epoch++
    expect(write('agent_response', { topic: 'a', success: true })).toBe(expected)
  })

  it('reads each member once, and leaves what it read to the slow path', () => {
    const write = createEventWriter({ denyKeys: ['topic'] }, clientContext)
    const buffer = { bytes: new Uint8Array(10_000), at: 0, epoch: 0 }
    for (const refused of [
      { topic: 'denied' },
      { unknown: 1 },
      { model: 'jane@example.com' },
      { ts: 'never' },
    ]) {
      const reads: string[] = []
      const all = { success: true, analysis_type: 'revenue', ...refused, input_tokens: 5, output_tokens: 6 }
      const given = new Proxy(all, {
        get(target, key) {
          reads.push(String(key))
          return Reflect.get(target, key)
        },
      })
      const event = tracked('agent_response', given)
      expect(write(buffer, id, event)).toBeUndefined()
      expect({ ...event.fields }).toEqual(all)
      expect(reads).toEqual(Object.keys(all))
    }
    const withProto = JSON.parse('{"success":true,"__proto__":{"input_tokens":5}}')
    const event = tracked('agent_response', withProto)
    expect(write(buffer, id, event)).toBeUndefined()
    expect(Object.keys(Object(event.fields))).toEqual(['success', '__proto__'])
    const unknownEvent = tracked('no_event', withProto)
    expect(write(buffer, id, unknownEvent)).toBeUndefined()
    expect(unknownEvent.fields).toBe(withProto)
  })

  it('copies no event that found no room or is in another buffer', () => {
    const write = createEventWriter({}, clientContext)
    const buffer = { bytes: new Uint8Array(700).fill(0xff), at: 0, epoch: 0 }
    const given = { topic: 'billing', success: true }
    const size = Number(write(buffer, id, tracked('agent_response', given)))
    buffer.at = 690
    expect(write(buffer, id, tracked('agent_response', given))).toBe(690 + size)
    buffer.at = 0
    expect(write(buffer, id, tracked('agent_response', given))).toBe(size)
    const expected = buffer.bytes.slice(0, size)
    buffer.bytes.fill(0xff)
    buffer.at = 300
    const replacingBuffer = {
      topic: 'billing',
      get success() {
        buffer.bytes = new Uint8Array(700).fill(0xff)
        buffer.at = 0
        buffer.epoch++
        return true
      },
    }
    expect(write(buffer, id, tracked('agent_response', replacingBuffer))).toBe(300 + size)
    expect(write(buffer, id, tracked('agent_response', given))).toBe(size)
    expect(buffer.bytes.slice(0, size)).toEqual(expected)
  })

  it('reads no list by its iterator, and refuses a map that is an instance of a class', () => {
    const { write } = createQueue({})
    const endless = ['a']
    endless[Symbol.iterator] = function* () {
      for (;;) yield 'b'
    }
    const { id, event, schema_version, context, ...given } = samples.request
    expect(JSON.parse(write(event, { ...given, asset_types: endless }) ?? '').asset_types).toEqual(['a'])
    class Properties {
      toJSON(): never {
        throw new Error('no')
      }
    }
    expect(write('custom', { name: 'x', properties: new Properties() })).toBeUndefined()
  })

  it('returns an end beyond the buffer when there was no room', () => {
    const write = createEventWriter({ content: 'redacted' }, clientContext)
    const buffer = { bytes: new Uint8Array(100), at: 0, epoch: 0 }
    expect(write(buffer, id, tracked('agent_response', { topic: 'a' }))).toBeGreaterThan(100)
  })
})
