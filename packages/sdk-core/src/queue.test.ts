import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQueue, type Entry } from './queue.js'

const entry = (bytes: number, at = 0): Entry => ({ json: `${bytes}`, bytes, at })

test('refuses the newest when full, and what is in flight counts', () => {
  const queue = createQueue(100)
  expect(queue.push(entry(60))).toBe(true)
  expect(queue.push(entry(41))).toBe(false)
  expect(queue.push(entry(40))).toBe(true)
  const taken = queue.take(1, 1000)
  expect(taken.map(({ bytes }) => bytes)).toEqual([60])
  expect(queue.push(entry(1))).toBe(false)
  queue.release(taken)
  expect(queue.push(entry(60))).toBe(true)
})

test('takes by number and by bytes, but always at least one', () => {
  const queue = createQueue(1000)
  for (let i = 0; i < 5; i++) queue.push(entry(99))
  expect(queue.take(2, 1000)).toHaveLength(2)
  expect(queue.take(9, 200)).toHaveLength(2)
  expect(queue.take(9, 5)).toHaveLength(1)
  expect(queue.take(9, 1000)).toEqual([])
})

test('expires only what is older than the limit', () => {
  const queue = createQueue(1000)
  for (const at of [1, 2, 3, 4]) queue.push(entry(10, at))
  expect(queue.expire(3).map(({ at }) => at)).toEqual([1, 2])
  expect(queue.size).toBe(2)
  expect(queue.waitingBytes).toBe(20)
})

test('behaves as a list does', () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant('push' as const), bytes: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constant('take' as const), events: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ kind: fc.constant('clear' as const) }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 400 }), (actions) => {
      const queue = createQueue(500)
      let model: Entry[] = []
      for (const step of actions) {
        if (step.kind === 'push') {
          const room = model.reduce((sum, { bytes }) => sum + bytes, step.bytes) <= 500
          const pushed = entry(step.bytes)
          expect(queue.push(pushed)).toBe(room)
          if (room) model.push(pushed)
        } else if (step.kind === 'take') {
          const taken = queue.take(step.events, 1e9)
          expect(taken).toEqual(model.splice(0, step.events))
          queue.release(taken)
        } else {
          expect(queue.waiting()).toEqual(model)
          expect(queue.clear()).toEqual(model)
          model = []
        }
        expect(queue.size).toBe(model.length)
      }
    }),
    { numRuns: 50 },
  )
})

test('stays in order over many thousands, when emptied slots are reclaimed', () => {
  const queue = createQueue(1e9)
  const out: string[] = []
  for (let i = 0; i < 10_000; i++) {
    queue.push({ json: `${i}`, bytes: 1, at: 0 })
    if (i % 3 !== 0) out.push(...queue.take(1, 10).map(({ json }) => json))
  }
  out.push(...queue.take(10_000, 1e9).map(({ json }) => json))
  expect(out).toEqual(Array.from({ length: 10_000 }, (_, i) => `${i}`))
})
