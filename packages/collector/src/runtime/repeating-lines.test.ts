import { expect, test } from 'vitest'
import { createRepeatingLines } from './repeating-lines.js'

function record() {
  const lines: string[] = []
  const repeats = createRepeatingLines<
    { readonly name: string; readonly count: number },
    { name: string; sum: number }
  >({
    keyOf: ({ name }) => name,
    add: (before, { name, count }) => ({ name, sum: (before?.sum ?? 0) + count }),
    write: ({ name, sum }) => lines.push(`${name} ${sum}`),
  })
  return { repeats, taken: () => lines.splice(0) }
}

test('says the first at once, what follows at each flush, and is silent where nothing came', () => {
  const { repeats, taken } = record()
  for (const count of [1, 2, 3]) repeats.note({ name: 'a', count })
  repeats.note({ name: 'b', count: 7 })
  expect(taken()).toEqual(['a 1', 'b 7'])
  repeats.flush()
  expect(taken()).toEqual(['a 5'])
  repeats.note({ name: 'a', count: 4 })
  expect(taken()).toEqual([])
  repeats.flush()
  expect(taken()).toEqual(['a 4'])
  repeats.flush()
  expect(repeats.isWaiting()).toBe(false)
  repeats.note({ name: 'a', count: 9 })
  expect(taken()).toEqual(['a 9'])
  expect(repeats.isWaiting()).toBe(true)
})
