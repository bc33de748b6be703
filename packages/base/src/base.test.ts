import { describe, expect, it } from 'vitest'
import { backOff, errorCode, isObject, quoteName, quoteText } from './index.js'

describe('backOff', () => {
  const limits = { firstMs: 250, longestMs: 30_000, shortestMs: 20 }

  it('doubles the ceiling up to the longest', () => {
    const waits = [0, 1, 2, 10, 1000].map((failures) => backOff(failures, 1, limits))
    expect(waits).toEqual([250, 500, 1000, 30_000, 30_000])
  })

  it('draws between the shortest and the ceiling', () => {
    expect(backOff(3, 0, limits)).toBe(20)
    expect(backOff(0, 0.5, { firstMs: 100, longestMs: 1000 })).toBe(50)
  })
})

describe('isObject', () => {
  it('takes objects with named members only', () => {
    expect([{}, Object.create(null)].map(isObject)).toEqual([true, true])
    expect([null, undefined, [], 'text', 1].map(isObject)).toEqual([false, false, false, false, false])
  })
})

describe('errorCode', () => {
  it('reads text and numbers', () => {
    expect(errorCode(Object.assign(new Error('no'), { code: 'ENOENT' }))).toBe('ENOENT')
    expect(errorCode({ code: 23505 })).toBe('23505')
  })

  it('answers undefined for everything else', () => {
    expect([null, undefined, 'ENOENT', new Error('ENOENT'), { code: {} }].map(errorCode)).toEqual(
      new Array(5).fill(undefined),
    )
  })
})

describe('quoteName and quoteText', () => {
  it('double the quotes inside', () => {
    expect(quoteName('a"b')).toBe('"a""b"')
    expect(quoteText("a'b")).toBe("'a''b'")
  })
})
