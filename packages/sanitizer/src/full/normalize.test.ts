import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEscapes, markPlaceholders, normalize } from './normalize.js'

const plain = (text: string): string => markPlaceholders(normalize(text))

describe('the plain view', () => {
  it('keeps every offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plain(text)).toHaveLength(text.length)
      }),
    )
  })

  it('writes digits, dashes and spaces of other kinds as ASCII', () => {
    expect(plain('４١۲３๔\u194b')).toBe('412345')
    expect(plain('1\u20112\u20133\u22124')).toBe('1-2-3-4')
    expect(plain('1\u00a02\u202f3\u30004\u00005')).toBe('1 2 3 4 5')
  })

  it('replaces placeholders by markers, and nothing else', () => {
    const [marker = ''] = plain('[email]')
    expect(plain('a [email] b')).toBe(`a ${marker.repeat(7)} b`)
    expect(plain(marker)).toBe(' ')
    expect(plain('[[email]][mail][email[ip]')).toBe(`[${marker.repeat(7)}][mail][email${marker.repeat(4)}`)
  })

  it('hides those of an application, too', () => {
    const longest = `[${'a'.repeat(32)}]`
    const own = new Set([longest, '[b_2]'])
    expect(markPlaceholders(`${longest}[b_2][b_3]`, own)).toBe(
      `${markPlaceholders('[ip]').charAt(0).repeat(39)}[b_3]`,
    )
  })
})

describe('the decoded view', () => {
  it.each([
    ['%40', '@'],
    ['%252540', '@'],
    ['\\u0040', '@'],
    ['\\x40', '@'],
    ['&#64;', '@'],
    ['&#x40;', '@'],
    ['&commat;', '@'],
    ['a\u200bb', 'ab'],
  ])('reads %j', (text, decoded) => {
    expect(decodeEscapes(text)?.text).toBe(decoded)
  })

  it('is none when nothing is encoded', () => {
    expect(decodeEscapes('100% & more \\n')).toBeUndefined()
  })

  it('knows where each character came from', () => {
    const text = 'a%40b\u200bc&amp;d'
    const view = decodeEscapes(text)
    expect(view?.text).toBe('a@bc&d')
    expect(Array.from(view?.origin ?? [])).toEqual([0, 1, 4, 6, 7, 12, 13])
  })
})
