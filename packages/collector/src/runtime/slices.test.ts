import { expect, test } from 'vitest'
import { createSlices, inSlices, RECORDS_PER_LOOK } from './slices.js'

test('a slice ends after two milliseconds, and the next begins when the event loop has served others', async () => {
  let now = 0
  const slices = createSlices(() => now)
  now = 1.9
  expect(slices.isOver()).toBe(false)
  now = 2
  expect(slices.isOver()).toBe(true)
  let served = false
  setImmediate(() => {
    served = true
  })
  await slices.next()
  expect(served).toBe(true)
  expect(slices.isOver()).toBe(false)
})

test('items come in order and in pieces, and each slice that is over waits', async () => {
  let now = 0
  const slices = createSlices(() => now)
  let turns = 0
  const items = Array.from({ length: 3 * RECORDS_PER_LOOK + 1 }, (_, i) => i)
  const seen: number[] = []
  let turn: NodeJS.Immediate | undefined
  const count = () => {
    turns++
    turn = setImmediate(count)
  }
  turn = setImmediate(count)
  for await (const piece of inSlices(items, slices)) {
    seen.push(...piece)
    now += 1
  }
  clearImmediate(turn)
  expect(seen).toEqual(items)
  expect(turns).toBe(1)
})
