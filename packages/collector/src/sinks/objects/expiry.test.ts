import { expect, it } from 'vitest'
import { createExpiry } from './expiry.js'
import type { ObjectEntry } from './place.js'
import type { RemovalOptions } from './removal.js'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 5, 30)
const never = new AbortController().signal

const entry = (dt: string, hr: string, modified: number): ObjectEntry => ({
  key: `events/env=prod/dt=${dt}/hr=${hr}/a.json.gz`,
  current: true,
  modified,
})

it('reads what can hold expired records, and again only what is new or has changed', async () => {
  const asked: RemovalOptions[] = []
  let now = NOW
  const expire = createExpiry(
    async (options) => {
      asked.push(options)
      return { records: 0, objects: 0 }
    },
    () => now,
  )
  const concerns = (at: number, what: ObjectEntry) => asked[at]?.concerns?.(what)
  const before = Date.UTC(2026, 2, 31, 10, 30)
  await expire('acme', before, never)
  const old = entry('2026-03-30', '23', NOW - 90 * 24 * HOUR)
  expect(concerns(0, old)).toBe(true)
  expect(concerns(0, entry('2026-03-31', '10', NOW))).toBe(true)
  expect(concerns(0, entry('2026-03-31', '11', NOW))).toBe(false)
  expect(concerns(0, { key: 'events/other.json.gz', current: true, modified: NOW })).toBe(true)

  now += 24 * HOUR
  await expire('acme', before + 24 * HOUR, never)
  expect(concerns(1, old)).toBe(false)
  // Its second half was not yet expired.
  expect(concerns(1, entry('2026-03-31', '10', NOW - 90 * 24 * HOUR))).toBe(true)
  // A late event: written after the first pass began.
  expect(concerns(1, { ...old, modified: NOW + 1 })).toBe(true)

  await expire('globex', before, never)
  expect(concerns(2, old)).toBe(true)
})
