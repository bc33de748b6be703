import { expect, test } from 'vitest'
import { parseSpan } from './period.js'

const NOW = Date.UTC(2026, 10, 21, 10)

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('a period may begin with %s', (from, expected) => {
  expect(parseSpan({ from }, NOW)).toEqual({ from: expected, to: '2026-11-21T10:00:00.000Z' })
})

test.each([
  ...['2026-02-30', '2026-02-29', '2026-13-01', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z'],
  ...['2026-01-01T24:00:00Z', '2026-06-30T23:59:60Z', '2026-01-01T00:00:00', '2026-01-01T00:00:00+01:00'],
  ...['yesterday', '', 5],
])('a period neither begins nor ends with %s, which is no time in UTC', (value) => {
  for (const name of ['from', 'to'])
    expect(() => parseSpan({ [name]: value }, NOW)).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', detail: expect.stringContaining(`${name} is`) }),
    )
})
