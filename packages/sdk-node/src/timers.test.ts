import { expect, test } from 'vitest'
import { createPlatform } from './platform.js'
import { letProcessEnd } from './timers.js'

test('a timer of Node lets the process end, and one of a browser or a worker is left alone', () => {
  const timer = setTimeout(() => undefined, 60_000)
  letProcessEnd(timer)
  expect(timer.hasRef()).toBe(false)
  clearTimeout(timer)
  for (const number of [7, undefined, null]) expect(() => letProcessEnd(number)).not.toThrow()
})

test('the platform sets timers where `setTimeout` returns a number', () => {
  const own = globalThis.setTimeout
  globalThis.setTimeout = (() => 7) as never
  try {
    const { setTimer } = createPlatform(
      () => Promise.resolve({}),
      () => undefined,
    )
    expect(() => setTimer(() => undefined, 10)).not.toThrow()
  } finally {
    globalThis.setTimeout = own
  }
})
