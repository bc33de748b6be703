import { describe, expect, it } from 'vitest'
import { rules } from './rules/index.js'
import {
  AT,
  COLON,
  DASH,
  digitsIn,
  ENCODED,
  EQUALS,
  has,
  hasAny,
  LONG_RUN,
  QUERY,
  RUN,
  SLASH,
  scan,
  WIDE,
} from './scan.js'

const STEMS = ~0xffff

describe('scan', () => {
  it.each([
    ['@', AT],
    [':', COLON],
    ['=', EQUALS],
    ['\\', SLASH | ENCODED],
    ['&', ENCODED | QUERY],
    ['-', DASH],
    ['é', WIDE],
    ['\u0000', WIDE],
    ['12345678901234', RUN],
    ['a23456789b123456789c', RUN | LONG_RUN],
  ])('sees %j anywhere', (text, signal) => {
    for (const around of [text, `x ${text} y`, `${text} y`, `x ${text}`])
      expect(has(scan(around), signal)).toBe(true)
    expect(hasAny(scan('x y'), signal)).toBe(false)
  })

  it('counts digits up to fifteen', () => {
    expect(digitsIn(scan(''))).toBe(0)
    expect(digitsIn(scan('a1b22c'))).toBe(3)
    expect(digitsIn(scan('1'.repeat(40)))).toBe(15)
  })

  it('takes a tab or a line break for neither space nor signal', () => {
    expect(hasAny(scan('a\tb\nc\r'), WIDE)).toBe(false)
  })

  it('finds the stems of words in any case and at the end, and all of them in other scripts', () => {
    expect(hasAny(scan('My PASSPORT'), STEMS)).toBe(true)
    expect(hasAny(scan('ssn'), STEMS)).toBe(true)
    expect(scan('โทร') & STEMS).toBe(scan('電話') & STEMS)
    expect(hasAny(scan('zzz qqq'), STEMS)).toBe(false)
  })

  it('lets no lane ask for more digits than are counted', () => {
    for (const { lanes } of rules) for (const { digits } of lanes) expect(digits).toBeLessThanOrEqual(15)
  })
})
