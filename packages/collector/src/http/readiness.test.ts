import { expect, test } from 'vitest'
import { createReadiness, type ReadinessReason, readinessReasons } from './readiness.js'

const reasons = Object.keys(readinessReasons) as ReadinessReason[]

function setUp() {
  const clock = { now: 1_000_000 }
  const seen = new Set<ReadinessReason>()
  const causes = Object.fromEntries(reasons.map((reason) => [reason, () => seen.has(reason)])) as Record<
    ReadinessReason,
    () => boolean
  >
  return { clock, seen, readiness: createReadiness({ now: () => clock.now, causes }) }
}

test.each(reasons)('%s is named while it lasts, without an append that failed', (reason) => {
  const { seen, readiness } = setUp()
  expect(readiness.current()).toEqual({ ready: true, reasons: [] })
  seen.add(reason)
  expect(readiness.current()).toEqual({ ready: !readinessReasons[reason].refuses, reasons: [reason] })
  seen.clear()
  expect(readiness.current()).toEqual({ ready: true, reasons: [] })
})

test.each([
  ['disk_full', 10_000],
  ['log_full', 10_000],
  ['overloaded', 2_000],
] as const)('after a refusal with %s it is named for %s ms, or until events are stored', (reason, ms) => {
  const { clock, readiness } = setUp()
  readiness.refused(reason)
  expect(readiness.current()).toEqual({ ready: false, reasons: [reason] })
  clock.now += ms - 1
  expect(readiness.current().ready).toBe(false)
  clock.now += 1
  expect(readiness.current()).toEqual({ ready: true, reasons: [] })
  readiness.refused(reason)
  readiness.accepted()
  expect(readiness.current()).toEqual({ ready: true, reasons: [] })
})

test('what a client is refused for is no reason', () => {
  const { readiness } = setUp()
  for (const code of ['rate_limited', 'unknown_key', 'malformed_body', 'stopping', 'constructor'])
    readiness.refused(code)
  expect(readiness.current()).toEqual({ ready: true, reasons: [] })
})
