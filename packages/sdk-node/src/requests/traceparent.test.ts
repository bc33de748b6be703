import { expect, test } from 'vitest'
import { traceIdOf } from './traceparent.js'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

test.each([
  [`00-${TRACE}-00f067aa0ba902b7-01`, TRACE],
  [`cc-${TRACE}-00f067aa0ba902b7-01-of-a-later-version`, TRACE],
  [`ff-${TRACE}-00f067aa0ba902b7-01`, undefined],
  [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`, undefined],
  [`00-${TRACE}x-00f067aa0ba902b7-01`, undefined],
  ['', undefined],
  [undefined, undefined],
  [[`00-${TRACE}-00f067aa0ba902b7-01`, 'two of them'], undefined],
])('%s', (header, expected) => {
  expect(traceIdOf(header)).toBe(expected)
})
