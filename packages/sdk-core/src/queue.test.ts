import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQueue, type QueueEntry } from './queue.js'

const entry = (bytes: number, at = 0): QueueEntry => ({ json: `${bytes}`, bytes, at })

test('a full queue refuses the newest event, and events in flight count', () => {
  const queue = createQueue(100)
  expect(queue.addEntry(entry(60))).toBe(true)
  expect(queue.addEntry(entry(41))).toBe(false)
  expect(queue.addEntry(entry(40))).toBe(true)
  const taken = queue.takeEntries(1, 1000, 1)
  expect(taken.map(({ bytes }) => bytes)).toEqual([60])
  expect(queue.addEntry(entry(1))).toBe(false)
  expect(queue.heldBytes()).toBe(100)
  queue.settleEntries(taken)
  expect(queue.addEntry(entry(60))).toBe(true)
})

test('takes by number and by bytes, but at least the minimum', () => {
  const queue = createQueue(1000)
  for (let i = 0; i < 5; i++) queue.addEntry(entry(99))
  expect(queue.takeEntries(2, 1000, 1)).toHaveLength(2)
  expect(queue.takeEntries(9, 200, 1)).toHaveLength(2)
  expect(queue.takeEntries(9, 5, 0)).toHaveLength(0)
  expect(queue.takeEntries(9, 5, 1)).toHaveLength(1)
  expect(queue.takeEntries(9, 1000, 1)).toEqual([])
})

test('entries that are put back come first again, and keep their room', () => {
  const queue = createQueue(1000)
  for (const bytes of [1, 2, 3]) queue.addEntry(entry(bytes))
  queue.putBack(queue.takeEntries(2, 1000, 1))
  expect(queue.waitingEntries.map(({ bytes }) => bytes)).toEqual([1, 2, 3])
  expect(queue.heldBytes()).toBe(6)
})

test('behaves like a list', () => {
  const events = fc.integer({ min: 1, max: 9 })
  const action = fc.oneof(
    fc.record({ kind: fc.constant('enter' as const), bytes: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constantFrom('take' as const, 'putBack' as const), events }),
    fc.record({ kind: fc.constant('clear' as const) }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 400 }), (actions) => {
      const queue = createQueue(500)
      let model: QueueEntry[] = []
      for (const step of actions) {
        if (step.kind === 'enter') {
          const room = model.reduce((sum, { bytes }) => sum + bytes, step.bytes) <= 500
          const entered = entry(step.bytes)
          expect(queue.addEntry(entered)).toBe(room)
          if (room) model.push(entered)
        } else if (step.kind === 'take') {
          const taken = queue.takeEntries(step.events, 1e9, 1)
          expect(taken).toEqual(model.splice(0, step.events))
          queue.settleEntries(taken)
        } else if (step.kind === 'putBack') {
          queue.putBack(queue.takeEntries(step.events, 1e9, 1))
        } else {
          const all = queue.takeEntries(Infinity, Infinity, 0)
          expect(all).toEqual(model)
          queue.settleEntries(all)
          model = []
        }
        expect(queue.waitingEntries).toEqual(model)
        expect(queue.heldBytes()).toBe(model.reduce((sum, { bytes }) => sum + bytes, 0))
      }
    }),
    fuzz(50),
  )
})

test('stays in order over many thousands', () => {
  const queue = createQueue(1e9)
  const out: string[] = []
  for (let i = 0; i < 10_000; i++) {
    queue.addEntry({ json: `${i}`, bytes: 1, at: 0 })
    if (i % 3 !== 0) out.push(...queue.takeEntries(1, 10, 1).map(({ json }) => json))
  }
  out.push(...queue.takeEntries(10_000, 1e9, 1).map(({ json }) => json))
  expect(out).toEqual(Array.from({ length: 10_000 }, (_, i) => `${i}`))
})
