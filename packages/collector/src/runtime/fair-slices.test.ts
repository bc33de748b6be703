import { expect, test } from 'vitest'
import { createFairScheduler, SHARE_BYTES } from './fair-slices.js'

const setUp = () => {
  const clock = { now: 0 }
  return { clock, scheduler: createFairScheduler(() => clock.now) }
}
const nextIteration = () => new Promise((resolve) => setImmediate(resolve))

test('work begins at once while nobody waits and the slice is not over', () => {
  const { clock, scheduler } = setUp()
  expect(scheduler.add('a', 1).ready).toBeUndefined()
  clock.now = 4
  expect(scheduler.add('b', 1).ready).toBeUndefined()
  clock.now = 5
  expect(scheduler.add('b', 1).ready).toBeInstanceOf(Promise)
})

test('a short piece of work waits for one slice of a long one, and not for its end', async () => {
  const { clock, scheduler } = setUp()
  const order: string[] = []
  const work = async (owner: string, slices: number) => {
    const piece = scheduler.add(owner, 1)
    await piece.ready
    for (let i = 0; i < slices; i++) {
      order.push(owner)
      clock.now += 6
      if (i < slices - 1 && piece.isSliceOver()) await piece.nextSlice()
    }
    piece.end()
  }
  await Promise.all([work('long', 6), work('long', 6), work('short', 1), work('other', 2)])
  expect(order.slice(0, 4)).toContain('short')
  expect(order.slice(0, 5).filter((owner) => owner === 'other')).toHaveLength(1)
  expect(order.filter((owner) => owner === 'long')).toHaveLength(12)
})

test('many connections of one owner count as one', async () => {
  const { clock, scheduler } = setUp()
  const order: string[] = []
  const work = async (owner: string) => {
    const piece = scheduler.add(owner, 1)
    await piece.ready
    order.push(owner)
    clock.now += 6
    piece.end()
  }
  scheduler.add('many', 1).end()
  clock.now = 6
  const all = Array.from({ length: 50 }, () => work('many'))
  all.push(work('one'))
  await Promise.all(all)
  expect(order.indexOf('one')).toBeLessThanOrEqual(2)
})

test('work under way holds at most its owner’s share, and what waits begins when it ends', async () => {
  const { scheduler } = setUp()
  const first = scheduler.add('a', SHARE_BYTES)
  const second = scheduler.add('a', 1)
  expect(second.ready).toBeInstanceOf(Promise)
  let hasBegun = false
  const begun = second.ready?.then(() => {
    hasBegun = true
  })
  const other = scheduler.add('b', 1)
  await other.ready
  await nextIteration()
  expect(hasBegun).toBe(false)
  first.end()
  await begun
  expect(hasBegun).toBe(true)
})

test('work that is canceled while it waits leaves the queue', async () => {
  const { scheduler } = setUp()
  const first = scheduler.add('a', SHARE_BYTES)
  const waiting = scheduler.add('a', SHARE_BYTES)
  const last = scheduler.add('a', SHARE_BYTES)
  waiting.cancel(new Error('gave way'))
  await expect(waiting.ready).rejects.toThrow('gave way')
  waiting.end()
  first.end()
  await last.ready
})
