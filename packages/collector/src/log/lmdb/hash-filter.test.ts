import { expect, test } from 'vitest'
import { createHashFilter } from './hash-filter.js'

/** Returns the same numbers of 32 bits for the same seed. */
function drawFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state ^ (state >>> 15)) >>> 0
  }
}

test('passes every hash that was added, however it grew and was corrected', () => {
  const draw = drawFrom(1)
  const filter = createHashFilter(false)
  const added: number[] = [0, 2 ** 32 - 1]
  for (const hash of added) filter.add(hash)
  for (let round = 0; round < 300; round++) {
    for (let i = 0; i < 20; i++) {
      const hash = draw()
      filter.add(hash)
      added.push(hash)
    }
    const from = draw()
    const to = Math.min(2 ** 32, from + 2 ** (8 + (draw() % 24)))
    const within = added.filter((hash) => hash >= from && hash < to)
    if (round % 3 === 0) filter.fit(from, to, Math.min(within.length, 40))
    if (round % 2 === 0) filter.correct(from, to, within)
  }
  expect(added.filter((hash) => !filter.mayHave(hash))).toEqual([])
})

test('passes few others, even where it knew nothing before it was corrected', () => {
  const draw = drawFrom(2)
  const filter = createHashFilter(true)
  expect(Array.from({ length: 100 }, draw).every((hash) => filter.mayHave(hash))).toBe(true)
  const added = Array.from({ length: 3_000 }, draw)
  const step = 2 ** 26
  for (let from = 0; from < 2 ** 32; from += step) {
    const within = added.filter((hash) => hash >= from && hash < from + step)
    filter.fit(from, from + step, within.length)
    if (filter.isVague(from, from + step, within.length)) filter.correct(from, from + step, within)
  }
  const others = Array.from({ length: 10_000 }, draw)
  expect(others.filter((hash) => filter.mayHave(hash)).length).toBeLessThan(2_000)
  expect(filter.bytes()).toBeLessThan(32_768)
})
