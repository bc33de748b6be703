import { expect, test } from 'vitest'
import { parseInstant, parseInstantOrDay } from './instant.js'

test.each([
  ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
  ['2026-01-31T12:00:00.5Z', Date.UTC(2026, 0, 31, 12, 0, 0, 500)],
  ['2026-01-31T12:00:00.123456789Z', Date.UTC(2026, 0, 31, 12, 0, 0, 123)],
  ['2026-01-31T12:00:00+05:30', Date.UTC(2026, 0, 31, 6, 30)],
  ['2026-01-31T23:30:00-01:00', Date.UTC(2026, 1, 1, 0, 30)],
  ['1990-02-28T00:00:00Z', Date.UTC(1990, 1, 28)],
  ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
])('reads %s', (text, expected) => {
  expect(parseInstant(text)).toBe(expected)
  expect(parseInstantOrDay(text)).toBe(expected)
})

test.each([
  ...['2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-13-01T00:00:00Z'],
  ...['2026-01-00T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:60:00Z'],
  ...['2026-06-30T23:59:60Z', '2026-01-01T00:00:00', '2026-01-01T00:00Z', '2026-01-01T00:00:00.Z'],
  ...['2026-01-01T00:00:00+24:00', '2026-01-01T00:00:00.1234567890Z', '2026-01-01 00:00:00Z', '', '0'],
  ...['+02026-01-01T00:00:00Z', '1 Jan 2026', '2026-02-30', '2026-00-10', '2026-1-1'],
])('refuses %s, which is no time', (text) => {
  expect(parseInstant(text)).toBeUndefined()
  expect(parseInstantOrDay(text)).toBeUndefined()
})

test('takes a day only where a day is asked for', () => {
  expect(parseInstantOrDay('2026-01-31')).toBe(Date.UTC(2026, 0, 31))
  expect(parseInstant('2026-01-31')).toBeUndefined()
})
