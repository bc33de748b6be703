import { fuzz } from '@hushlog/base/fuzz'
import type { Entry } from '@hushlog/sdk-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPackedQueue, type PackedQueue } from './packed-queue.js'

const entry = (json: string, at = 0): Entry => ({ json, bytes: Buffer.byteLength(json), at })

/** As the short way does: straight into the room. */
function put({ room }: PackedQueue, json: string, at: number): Entry | undefined {
  if (!room.open()) return undefined
  const end = room.at + Buffer.from(json).copy(room.bytes, room.at)
  room.close()
  return room.entry(end, at)
}

const plain = ({ json, bytes, at }: Entry): Entry => ({ json, bytes, at })
const everything = (queue: PackedQueue) => queue.cut(Infinity, Infinity, 1).map(plain)
const bodyOf = (queue: PackedQueue, entries: readonly Entry[]) =>
  Buffer.from(queue.compose(entries, 0)).toString()
const expectedBody = (entries: readonly Entry[]) =>
  `{"sent_at":"1970-01-01T00:00:00.000Z","events":[${entries.map(({ json }) => json)}]}`

test('refuses the newest when full, and what is in flight counts', () => {
  const queue = createPackedQueue(100)
  expect(queue.enter(entry('x'.repeat(60)))).toBe(true)
  expect(queue.enter(entry('y'.repeat(41)))).toBe(false)
  const cut = queue.cut(1, 1000, 1)
  expect(queue.enter(entry('z'.repeat(41)))).toBe(false)
  queue.free(cut)
  expect(queue.enter(entry('z'.repeat(41)))).toBe(true)
  expect(everything(queue).map(({ json }) => json)).toEqual(['z'.repeat(41)])
})

test('what was written and not taken is gone, and whoever copies from it is told', () => {
  const queue = createPackedQueue(1000)
  queue.enter(put(queue, 'first', 1) ?? entry(''))
  const { epoch } = queue.room
  put(queue, 'refused', 2)
  queue.enter(put(queue, 'next', 3) ?? entry(''))
  expect(queue.room.epoch).not.toBe(epoch)
  expect(everything(queue)).toEqual([entry('first', 1), entry('next', 3)])
})

test('while somebody writes, others are put elsewhere', () => {
  const queue = createPackedQueue(1000)
  const { room } = queue
  expect(room.open()).toBe(true)
  const { bytes } = room
  bytes.write('half an ev', 0)
  expect(room.open()).toBe(false)
  queue.enter(entry('inner', 1))
  queue.enter(entry('inner too', 2))
  expect(room.bytes).toBe(bytes)
  bytes.write('half an event', 0)
  room.close()
  const outer = room.entry(13, 3)
  expect(outer).toEqual(entry('half an event', 3))
  queue.enter(outer)
  expect(everything(queue)).toEqual([entry('inner', 1), entry('inner too', 2), entry('half an event', 3)])
})

test('an event that is larger than a chunk finds room', () => {
  const queue = createPackedQueue(10_000_000)
  const large = entry('ä'.repeat(400_000))
  for (const one of [entry('a'), large, entry('b')]) queue.enter(one)
  expect(everything(queue)).toEqual([entry('a'), large, entry('b')])
})

test('the same memory again and again', () => {
  const queue = createPackedQueue(10_000_000)
  const { buffer } = queue.room.bytes
  for (let round = 0; round < 50; round++) {
    for (let i = 0; i < 100; i++) queue.enter(put(queue, `${round}-${i}`.padEnd(400), i) ?? entry(''))
    const cut = queue.cut(500, 500_000, 1)
    expect(cut).toHaveLength(100)
    expect(cut[99]?.json).toBe(`${round}-99`.padEnd(400))
    queue.free(cut)
  }
  expect(queue.room.bytes.buffer).toBe(buffer)
})

test('what is in flight stays what it is until it has left, whatever comes', () => {
  const queue = createPackedQueue(100_000_000)
  const enter = (json: string) => queue.enter(put(queue, json, 1) ?? entry(''))
  const flying: { readonly cut: readonly Entry[]; readonly expected: string }[] = []
  for (let round = 0; round < 400; round++) {
    const texts = Array.from({ length: 40 }, (_, i) => `"${round}-${i}-${'é'.repeat((round * 7 + i) % 300)}"`)
    for (const text of texts) enter(text)
    const cut = queue.cut(40, Infinity, 1)
    flying.push({ cut, expected: expectedBody(texts.map((text) => entry(text))) })
    // The oldest leaves, or goes back and flies again.
    if (round % 9 === 8) {
      const [{ cut: first, expected } = { cut: [], expected: '' }] = flying
      queue.putBack(first)
      expect(bodyOf(queue, queue.cut(40, Infinity, 1))).toBe(expected)
    }
    if (round % 3 === 0) continue
    const { cut: done, expected } = flying.shift() ?? { cut: [], expected: '' }
    expect(bodyOf(queue, done)).toBe(expected)
    queue.free(done)
  }
  for (const { cut, expected } of flying) expect(bodyOf(queue, cut)).toBe(expected)
})

test('a body has entries of the queue and others, or none', () => {
  const queue = createPackedQueue(1000)
  const [one, two, three] = ['"ä"', '{"b":2}', '3'].map((json) => entry(json))
  if (!one || !two || !three) return
  queue.enter(one)
  queue.enter(two)
  const cut = queue.cut(9, Infinity, 1)
  expect(bodyOf(queue, [...cut, three])).toBe(expectedBody([one, two, three]))
  expect(bodyOf(queue, [three, ...cut.toReversed()])).toBe(expectedBody([three, two, one]))
  expect(bodyOf(queue, [])).toBe(expectedBody([]))
})

test('more small events than a chunk has marks for', () => {
  const queue = createPackedQueue(10_000_000)
  const all = Array.from({ length: 10_000 }, (_, i) => entry(`${i}`, i))
  for (const { json, at } of all) queue.enter(put(queue, json, at) ?? entry(''))
  expect(everything(queue)).toEqual(all)
})

test('behaves as a list does', () => {
  const json = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('x'.repeat(60_000)))
  const action = fc.oneof(
    fc.record({ kind: fc.constantFrom('enter' as const, 'put' as const, 'write' as const), json }),
    fc.record({
      kind: fc.constantFrom('cut' as const, 'putBack' as const),
      most: fc.integer({ min: 1, max: 9 }),
      limit: fc.constantFrom(50, 70_000, 1e9),
    }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
      const queue = createPackedQueue(1_500_000)
      let model: Entry[] = []
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
          const room = model.reduce((sum, { bytes }) => sum + bytes, expected.bytes) <= 1_500_000
          const offered = step.kind === 'enter' ? expected : put(queue, text, at)
          if (step.kind === 'write') continue
          expect(offered && queue.enter(offered)).toBe(room)
          if (room) model.push(expected)
        } else {
          const cut = queue.cut(step.most, step.limit, 1)
          const count = fitting(step.most, step.limit)
          expect(cut.map(plain)).toEqual(model.slice(0, count))
          expect(bodyOf(queue, cut)).toBe(expectedBody(model.slice(0, count)))
          if (step.kind === 'putBack') queue.putBack(cut)
          else {
            model = model.slice(count)
            queue.free(cut)
          }
        }
        expect(queue.waiting.length).toBe(model.length)
        expect(queue.waiting[0]?.at).toBe(model[0]?.at)
        expect(queue.heldBytes()).toBe(model.reduce((sum, { bytes }) => sum + bytes, 0))
      }
      expect([...queue.waiting].map(plain)).toEqual(model)
      expect(everything(queue)).toEqual(model)
    }),
    fuzz(100),
  )
})
