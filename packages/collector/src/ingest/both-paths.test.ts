/** Both paths say the same of any time and any clock. */
import { DAY, MINUTE } from '@hushlog/base'
import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { samples } from '../../../schema/src/samples.fixture.js'
import { noCounts } from './no-counts.js'
import { createPreparer, isRejection, type RequestContext } from './prepare.js'
import { tenantContext } from './tenant-context.fixture.js'
import { timeRange } from './time-range.js'

const NOW = Date.UTC(2026, 10, 21, 10)
const { page_view, session_end } = samples
const preparer = createPreparer({ content: 'off', counts: noCounts })
const tenant = tenantContext('acme', 's', timeRange(30))

const clocks = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -40 * DAY, max: 40 * DAY }),
  fc.integer({ min: -300 * 365 * DAY, max: 300 * 365 * DAY }),
)
const decimals = fc.constantFrom('', '.5', '.25', '.123', '.123456', '.999999999')
const ages = fc.oneof(
  fc.integer({ min: -10 * MINUTE, max: 40 * DAY }),
  fc.constantFrom(30 * DAY, 30 * DAY + 1000, -5 * MINUTE, -5 * MINUTE - 1000),
  fc.integer({ min: -100 * 365 * DAY, max: 100 * 365 * DAY }),
)

const judge = (sample: object, clockOffset: number) => {
  const text = JSON.stringify(sample)
  const context: RequestContext = { tenant, receivedAt: NOW, receivedText: 'now', clockOffset }
  const source = { text, codes: new Uint8Array(Buffer.from(text)) }
  const unchanged = preparer.fastPath(source, 0, tenant, clockOffset)
  const fast = unchanged && preparer.toRecord(unchanged, context)
  return { fast, slow: preparer.finish(preparer.slowPath(sample, tenant, clockOffset), context) }
}
const comparable = (prepared: ReturnType<typeof judge>['slow']) =>
  isRejection(prepared) ? prepared : { ...prepared, json: JSON.parse(prepared.json) as unknown }

test('an event gets the same time, or the same rejection, on both paths', () => {
  let rejected = 0
  let stored = 0
  const any = fc.record({
    sample: fc.constantFrom<object>(page_view, session_end, { ...page_view, user: 'ada' }),
    clock: clocks,
    age: ages,
    decimal: decimals,
  })
  fc.assert(
    fc.property(any, ({ sample, clock, age, decimal }) => {
      const times = [NOW - clock - age, NOW - age].map((time) => new Date(time).toISOString())
      const ts = `${times[0]?.replace(/\.\d+Z$/, '')}${decimal}Z`
      const { fast, slow } = judge({ ...sample, ts }, clock)
      if (isRejection(slow)) rejected++
      else stored++
      if (fast !== undefined) expect(comparable(fast)).toEqual(comparable(slow))
      // The catalogue has this century only, also for a time that is to be corrected.
      else expect(times.every((time) => time.startsWith('20'))).toBe(false)
    }),
    fuzz(1_000),
  )
  expect(Math.min(rejected, stored)).toBeGreaterThan(0)
})

test('a corrected event still takes the fast path', () => {
  const { fast } = judge({ ...page_view, ts: new Date(NOW - DAY).toISOString() }, DAY)
  expect(fast).toMatchObject({ time: NOW })
})
