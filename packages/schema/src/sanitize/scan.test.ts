import { describe, expect, it } from 'vitest'
import { rules } from './rules/index.js'
import type { Lane } from './rules/rule.js'
import { createPrefilter } from './scan.js'
import { AT, COLON, DASH, EQUALS, LONG_RUN, QUERY, RUN, SLASH } from './signals.js'

/** Whether a lane that needs this may match in the text. */
const may = (lane: Omit<Lane, 'pattern'>, text: string): boolean => {
  const prefilter = createPrefilter([
    { id: 'one', placeholder: '[one]', lanes: [{ pattern: /x/g, ...lane }] },
  ])
  const first = prefilter(text)
  expect(prefilter(text)).toEqual(first)
  return first.length === 1
}

describe('the prefilter', () => {
  it.each([
    ['@', AT],
    [':', COLON],
    ['=', EQUALS],
    ['\\', SLASH],
    ['/', SLASH],
    ['&', QUERY],
    ['#', QUERY],
    ['-', DASH],
    ['123456789012', RUN],
    ['a23456789b123456789c', LONG_RUN],
  ])('sees %j anywhere', (text, needs) => {
    for (const around of [text, `x ${text} y`, `${text} y`, `x ${text}`])
      expect(may({ needs }, around)).toBe(true)
    expect(may({ needs }, 'x y')).toBe(false)
  })

  it('asks for all signals', () => {
    expect(may({ needs: AT | COLON }, 'a@b')).toBe(false)
    expect(may({ needs: AT | COLON }, 'a@b:1')).toBe(true)
  })

  it('counts digits up to fifteen', () => {
    expect(may({ digits: 1 }, '')).toBe(false)
    expect(may({ digits: 3 }, 'a1b22c')).toBe(true)
    expect(may({ digits: 4 }, 'a1b22c')).toBe(false)
    expect(may({ digits: 15 }, '1'.repeat(40))).toBe(true)
  })

  it('counts anew behind a word of five letters, and knows the most', () => {
    expect(may({ digits: 4 }, 'in 12 weeks 34')).toBe(false)
    expect(may({ digits: 4 }, 'GB82 WEST 12')).toBe(true)
    expect(may({ digits: 4 }, '1234 weeks 1')).toBe(true)
  })

  it('finds the stems of words in any case and at the end, and all of them in other scripts', () => {
    expect(may({ stems: 'pas' }, 'My PASSPORT')).toBe(true)
    expect(may({ stems: 'xyz ssn' }, 'ssn')).toBe(true)
    expect(may({ stems: 'dl ' }, 'a dl')).toBe(true)
    expect(may({ stems: 'xyz' }, 'โทร')).toBe(true)
    expect(may({ stems: 'pas' }, 'zzz qqq')).toBe(false)
  })

  it('lets no lane ask for more digits than are counted', () => {
    for (const { lanes } of rules) for (const { digits = 0 } of lanes) expect(digits).toBeLessThanOrEqual(15)
  })
})
