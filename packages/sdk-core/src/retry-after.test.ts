import { expect, test } from 'vitest'
import { retryAfter } from './retry-after.js'

test.each([
  [undefined, 0],
  ['', 0],
  ['soon', 0],
  ['-5', 0],
  ['1.5', 1500],
  ['Infinity', 900_000],
  ['0', 0],
  ['7', 7000],
  [' 7 ', 7000],
  ['999999999', 900_000],
  ['Sat, 31 Jan 2026 00:00:30 GMT', 30_000],
  ['Sat, 31 Jan 2026 23:00:00 GMT', 900_000],
  ['Fri, 30 Jan 2026 00:00:00 GMT', 0],
])('reads Retry-After %j as %d ms', (header, ms) => {
  expect(retryAfter(header, Date.UTC(2026, 0, 31))).toBe(ms)
})
