import { expect, test } from 'vitest'
import { newId } from './ulid.js'

test('holds its time, and rises within a millisecond and when the clock steps back', () => {
  // This is the example of the ULID specification.
  const now = 1469918176385
  const times = [now, ...Array<number>(3000).fill(now), now - 5000, now + 60_000]
  const ids = times.map(newId)
  expect(ids[0]?.slice(0, 10)).toBe('01ARYZ6S41')
  for (const id of ids) expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids.map((id) => id.slice(12))).size).toBe(ids.length)
})
