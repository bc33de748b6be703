import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventTime } from './event-time.js'

test('is what Date.parse says, to the millisecond', () => {
  const eventTime = createEventTime()
  const times = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 59_999 }), (date, more) => {
      for (const time of [date.getTime(), date.getTime() + more]) {
        const ts = new Date(time).toISOString()
        expect(eventTime(ts)).toBe(Date.parse(ts))
      }
    }),
  )
})

test('takes times without and with any fraction', () => {
  const eventTime = createEventTime()
  for (const seconds of ['05', '05.1', '05.29', '05.999', '59.123456789', '00.001'])
    expect(eventTime(`2026-01-31T12:00:${seconds}Z`)).toBe(Date.parse(`2026-01-31T12:00:${seconds}Z`))
})
