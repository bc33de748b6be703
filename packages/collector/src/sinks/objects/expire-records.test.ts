import { DAY } from '@hushlog/base'
import { expect, it } from 'vitest'
import type { EraseOptions } from './erase-records.js'
import { createExpireRecords } from './expire-records.js'
import type { ObjectVersion } from './object-store.js'

const NOW = Date.UTC(2026, 5, 30)
const never = new AbortController().signal

const version = (dt: string, hr: string, modified: number): ObjectVersion => ({
  key: `events/env=prod/dt=${dt}/hr=${hr}/a.json.gz`,
  isCurrent: true,
  modified,
})

it('reads objects that may hold expired records, and later only those that are new or have changed', async () => {
  const calls: EraseOptions[] = []
  let now = NOW
  const expire = createExpireRecords(
    async (options) => {
      calls.push(options)
      return { records: 0, objects: 0 }
    },
    () => now,
  )
  const mayMatch = (call: number, of: ObjectVersion) => calls[call]?.mayMatch?.(of)
  const before = Date.UTC(2026, 2, 31, 10, 30)
  await expire('acme', before, never)
  const old = version('2026-03-30', '23', NOW - 90 * DAY)
  expect(mayMatch(0, old)).toBe(true)
  expect(mayMatch(0, version('2026-03-31', '10', NOW))).toBe(true)
  expect(mayMatch(0, version('2026-03-31', '11', NOW))).toBe(false)
  expect(mayMatch(0, { key: 'events/other.json.gz', isCurrent: true, modified: NOW })).toBe(true)

  now += DAY
  await expire('acme', before + DAY, never)
  expect(mayMatch(1, old)).toBe(false)
  // The first run came before the second half of this hour expired.
  expect(mayMatch(1, version('2026-03-31', '10', NOW - 90 * DAY))).toBe(true)
  // A late event changed the object after the first run began.
  expect(mayMatch(1, { ...old, modified: NOW + 1 })).toBe(true)

  await expire('globex', before, never)
  expect(mayMatch(2, old)).toBe(true)
})
