import { expect, test } from 'vitest'
import { createTurns, SHARE_BYTES } from './turns.js'

const setUp = () => {
  const clock = { now: 0 }
  return { clock, turns: createTurns(() => clock.now) }
}
const nextTurnOfLoop = () => new Promise((resolve) => setImmediate(resolve))

test('work begins at once while nobody waits and the slice is not over', () => {
  const { clock, turns } = setUp()
  expect(turns.take('a', 1).ready).toBeUndefined()
  clock.now = 4
  expect(turns.take('b', 1).ready).toBeUndefined()
  clock.now = 5
  expect(turns.take('b', 1).ready).toBeInstanceOf(Promise)
})

test('a short piece of work waits for one slice of a long one, and not for its end', async () => {
  const { clock, turns } = setUp()
  const order: string[] = []
  const work = async (owner: string, slices: number) => {
    const turn = turns.take(owner, 1)
    await turn.ready
    for (let i = 0; i < slices; i++) {
      order.push(owner)
      clock.now += 6
      if (i < slices - 1 && turn.isOver()) await turn.again()
    }
    turn.end()
  }
  await Promise.all([work('long', 6), work('long', 6), work('short', 1), work('other', 2)])
  expect(order.slice(0, 4)).toContain('short')
  expect(order.slice(0, 5).filter((owner) => owner === 'other')).toHaveLength(1)
  expect(order.filter((owner) => owner === 'long')).toHaveLength(12)
})

test('many connections of one owner count as one', async () => {
  const { clock, turns } = setUp()
  const order: string[] = []
  const work = async (owner: string) => {
    const turn = turns.take(owner, 1)
    await turn.ready
    order.push(owner)
    clock.now += 6
    turn.end()
  }
  turns.take('many', 1).end()
  clock.now = 6
  const all = Array.from({ length: 50 }, () => work('many'))
  all.push(work('one'))
  await Promise.all(all)
  expect(order.indexOf('one')).toBeLessThanOrEqual(2)
})

test('work under way holds at most its owner’s share, and what waits begins when it ends', async () => {
  const { turns } = setUp()
  const first = turns.take('a', SHARE_BYTES)
  const second = turns.take('a', 1)
  expect(second.ready).toBeInstanceOf(Promise)
  let hasBegun = false
  const begun = second.ready?.then(() => {
    hasBegun = true
  })
  const other = turns.take('b', 1)
  await other.ready
  await nextTurnOfLoop()
  expect(hasBegun).toBe(false)
  first.end()
  await begun
  expect(hasBegun).toBe(true)
})

test('work that is canceled while it waits leaves the queue', async () => {
  const { turns } = setUp()
  const first = turns.take('a', SHARE_BYTES)
  const waiting = turns.take('a', SHARE_BYTES)
  const last = turns.take('a', SHARE_BYTES)
  waiting.cancel(new Error('gave way'))
  await expect(waiting.ready).rejects.toThrow('gave way')
  waiting.end()
  first.end()
  await last.ready
})
