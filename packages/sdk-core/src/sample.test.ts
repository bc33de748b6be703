import { expect, test } from 'vitest'
import { createFakePlatform } from './fake-platform.fixture.js'
import { isSampled } from './sample.js'

function share(rate: number, session: (n: number) => string | undefined): number {
  const platform = createFakePlatform()
  let yes = 0
  for (let n = 0; n < 20_000; n++) {
    platform.sessionId = session(n)
    platform.share = n / 20_000
    if (isSampled(rate, platform)) yes++
  }
  return yes / 20_000
}

test.each([0, 0.1, 0.5, 0.9, 1])(
  'captures a share of %d of sessions, and of events without a session',
  (rate) => {
    expect(share(rate, (n) => `session-${n}`)).toBeCloseTo(rate, 1)
    expect(share(rate, () => undefined)).toBeCloseTo(rate, 1)
  },
)

test('captures a session as a whole or not at all', () => {
  const platform = createFakePlatform()
  platform.sessionId = 's'
  const answers = Array.from({ length: 100 }, () => isSampled(0.5, platform))
  expect(new Set(answers).size).toBe(1)
})
