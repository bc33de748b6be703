import { expect, it } from 'vitest'
import { backOff } from './back-off.js'

it('doubles its ceiling up to 30 seconds and draws evenly below it', () => {
  const highest = () => 0.999999
  expect(
    [0, 1, 2, 6, 7, 50, 5000].map((failures) => Math.ceil(backOff(failures, highest) / 250) * 250),
  ).toEqual([250, 500, 1000, 16_000, 30_000, 30_000, 30_000])
  expect(backOff(6, () => 0.5)).toBe(8010)
})

it('never asks again at once', () => {
  expect(backOff(0, () => 0)).toBe(20)
  expect(backOff(100, () => 0)).toBe(20)
})
