import { fuzz } from '@hushlog/base/fuzz'
import type { QueueEntry } from '@hushlog/sdk-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ByteQueue, createByteQueue } from './byte-queue.js'

const entry = (json: string, at = 0): QueueEntry => ({ json, bytes: Buffer.byteLength(json), at })

/** Writes an event as the fast path does, without adding it. */
function write({ buffer }: ByteQueue, json: string, at: number): QueueEntry | undefined {
  if (!buffer.open()) return undefined
  const end = buffer.at + Buffer.from(json).copy(buffer.bytes, buffer.at)
  buffer.close()
  return buffer.entry(end, at)
}

const plain = ({ json, bytes, at }: QueueEntry): QueueEntry => ({ json, bytes, at })
const everything = (queue: ByteQueue) => queue.takeEntries(Infinity, Infinity, 1).map(plain)
const bodyOf = (queue: ByteQueue, entries: readonly QueueEntry[]) =>
  Buffer.from(queue.encodeBody(entries, 0)).toString()
const expectedBody = (entries: readonly QueueEntry[]) =>
  `{"sent_at":"1970-01-01T00:00:00.000Z","events":[${entries.map(({ json }) => json)}]}`

test('a full queue refuses the newest event, and events in flight count', () => {
  const queue = createByteQueue(100)
  expect(queue.addEntry(entry('x'.repeat(60)))).toBe(true)
  expect(queue.addEntry(entry('y'.repeat(41)))).toBe(false)
  const taken = queue.takeEntries(1, 1000, 1)
  expect(queue.addEntry(entry('z'.repeat(41)))).toBe(false)
  queue.settleEntries(taken)
  expect(queue.addEntry(entry('z'.repeat(41)))).toBe(true)
  expect(everything(queue).map(({ json }) => json)).toEqual(['z'.repeat(41)])
})

test('an event that was written and not added is overwritten, and the epoch changes', () => {
  const queue = createByteQueue(1000)
  queue.addEntry(write(queue, 'first', 1) ?? entry(''))
  const { epoch } = queue.buffer
  write(queue, 'refused', 2)
  queue.addEntry(write(queue, 'next', 3) ?? entry(''))
  expect(queue.buffer.epoch).not.toBe(epoch)
  expect(everything(queue)).toEqual([entry('first', 1), entry('next', 3)])
})

test('events that are added while another is written go to another chunk', () => {
  const queue = createByteQueue(1000)
  const { buffer } = queue
  expect(buffer.open()).toBe(true)
  const { bytes } = buffer
  bytes.write('half an ev', 0)
  expect(buffer.open()).toBe(false)
  queue.addEntry(entry('inner', 1))
  queue.addEntry(entry('inner too', 2))
  expect(buffer.bytes).toBe(bytes)
  bytes.write('half an event', 0)
  buffer.close()
  const outer = buffer.entry(13, 3)
  expect(outer).toEqual(entry('half an event', 3))
  queue.addEntry(outer)
  expect(everything(queue)).toEqual([entry('inner', 1), entry('inner too', 2), entry('half an event', 3)])
})

test('an event that is larger than a chunk gets a chunk of its own', () => {
  const queue = createByteQueue(10_000_000)
  const large = entry('ä'.repeat(400_000))
  for (const one of [entry('a'), large, entry('b')]) queue.addEntry(one)
  expect(everything(queue)).toEqual([entry('a'), large, entry('b')])
})

test('the memory of delivered events is used again', () => {
  const queue = createByteQueue(10_000_000)
  const { buffer } = queue.buffer.bytes
  for (let round = 0; round < 50; round++) {
    for (let i = 0; i < 100; i++) queue.addEntry(write(queue, `${round}-${i}`.padEnd(400), i) ?? entry(''))
    const taken = queue.takeEntries(500, 500_000, 1)
    expect(taken).toHaveLength(100)
    expect(taken[99]?.json).toBe(`${round}-99`.padEnd(400))
    queue.settleEntries(taken)
  }
  expect(queue.buffer.bytes.buffer).toBe(buffer)
})

test('events in flight stay unchanged until they are settled', () => {
  const queue = createByteQueue(100_000_000)
  const add = (json: string) => queue.addEntry(write(queue, json, 1) ?? entry(''))
  const inFlight: { readonly batch: readonly QueueEntry[]; readonly expected: string }[] = []
  for (let round = 0; round < 400; round++) {
    const texts = Array.from({ length: 40 }, (_, i) => `"${round}-${i}-${'é'.repeat((round * 7 + i) % 300)}"`)
    for (const text of texts) add(text)
    const taken = queue.takeEntries(40, Infinity, 1)
    inFlight.push({ batch: taken, expected: expectedBody(texts.map((text) => entry(text))) })
    // The oldest batch is settled, or put back and taken again.
    if (round % 9 === 8) {
      const [{ batch: first, expected } = { batch: [], expected: '' }] = inFlight
      queue.putBack(first)
      expect(bodyOf(queue, queue.takeEntries(40, Infinity, 1))).toBe(expected)
    }
    if (round % 3 === 0) continue
    const { batch: done, expected } = inFlight.shift() ?? { batch: [], expected: '' }
    expect(bodyOf(queue, done)).toBe(expected)
    queue.settleEntries(done)
  }
  for (const { batch, expected } of inFlight) expect(bodyOf(queue, batch)).toBe(expected)
})

test('a body holds entries of the queue and other entries, or none', () => {
  const queue = createByteQueue(1000)
  const [one, two, three] = ['"ä"', '{"b":2}', '3'].map((json) => entry(json))
  if (!one || !two || !three) return
  queue.addEntry(one)
  queue.addEntry(two)
  const taken = queue.takeEntries(9, Infinity, 1)
  expect(bodyOf(queue, [...taken, three])).toBe(expectedBody([one, two, three]))
  expect(bodyOf(queue, [three, ...taken.toReversed()])).toBe(expectedBody([three, two, one]))
  expect(bodyOf(queue, [])).toBe(expectedBody([]))
})

test('a chunk takes no more events than it has marks for', () => {
  const queue = createByteQueue(10_000_000)
  const all = Array.from({ length: 10_000 }, (_, i) => entry(`${i}`, i))
  for (const { json, at } of all) queue.addEntry(write(queue, json, at) ?? entry(''))
  expect(everything(queue)).toEqual(all)
})

test('behaves like a list', () => {
  const json = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('x'.repeat(60_000)))
  const action = fc.oneof(
    fc.record({ kind: fc.constantFrom('add' as const, 'writeAndAdd' as const, 'write' as const), json }),
    fc.record({
      kind: fc.constantFrom('take' as const, 'putBack' as const),
      most: fc.integer({ min: 1, max: 9 }),
      limit: fc.constantFrom(50, 70_000, 1e9),
    }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
      const queue = createByteQueue(1_500_000)
      let model: QueueEntry[] = []
      let at = 0
      const fitting = (most: number, limit: number) => {
        let size = 0
        const end = model.findIndex(({ bytes }, i) => {
          size += bytes + 1
          return i >= most || (size > limit && i >= 1)
        })
        return end === -1 ? model.length : end
      }
      for (const step of actions) {
        if ('json' in step) {
          const text = Buffer.from(step.json).toString()
          const expected = entry(text, ++at)
          const hasRoom = model.reduce((sum, { bytes }) => sum + bytes, expected.bytes) <= 1_500_000
          const offered = step.kind === 'add' ? expected : write(queue, text, at)
          if (step.kind === 'write') continue
          expect(offered && queue.addEntry(offered)).toBe(hasRoom)
          if (hasRoom) model.push(expected)
        } else {
          const taken = queue.takeEntries(step.most, step.limit, 1)
          const count = fitting(step.most, step.limit)
          expect(taken.map(plain)).toEqual(model.slice(0, count))
          expect(bodyOf(queue, taken)).toBe(expectedBody(model.slice(0, count)))
          if (step.kind === 'putBack') queue.putBack(taken)
          else {
            model = model.slice(count)
            queue.settleEntries(taken)
          }
        }
        expect(queue.waitingEntries.length).toBe(model.length)
        expect(queue.waitingEntries[0]?.at).toBe(model[0]?.at)
        expect(queue.heldBytes()).toBe(model.reduce((sum, { bytes }) => sum + bytes, 0))
      }
      expect([...queue.waitingEntries].map(plain)).toEqual(model)
      expect(everything(queue)).toEqual(model)
    }),
    fuzz(100),
  )
})
