import { expect, test } from 'vitest'
import { backoff, retryAfter } from './backoff.js'

test('doubles the ceiling up to a minute and takes a random share of it', () => {
  expect([1, 2, 3, 4, 7, 100].map((attempt) => backoff(attempt, 1))).toEqual([
    1000, 2000, 4000, 8000, 60_000, 60_000,
  ])
  expect(backoff(3, 0)).toBe(0)
  expect(backoff(3, 0.25)).toBe(1000)
})

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
