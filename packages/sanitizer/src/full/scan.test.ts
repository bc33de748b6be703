import { describe, expect, it } from 'vitest'
import { bytesOf } from '../core/bytes.js'
import { createDraw } from '../fixtures/draw.fixture.js'
import { joinFragments } from '../fixtures/fragments.fixture.js'
import { rules } from '../rules/index.js'
import type { Detector } from '../rules/rule.js'
import {
  ACCOUNT,
  APART,
  AT,
  COLON,
  COLONS,
  DASH,
  EQUALS,
  HEX,
  MIXED,
  PAIRS,
  PLUS,
  QUADS,
  QUERY,
  row,
  SLASH,
  TOKEN,
} from '../rules/signals.js'
import { createFind, detectorsOf } from './find.js'
import { createPrefilter } from './scan.js'

/** Says whether a detector that needs this may match in the text. */
const may = (detector: Omit<Detector, 'pattern'>, text: string): boolean => {
  const prefilter = createPrefilter([
    { id: 'one', placeholder: '[one]', detectors: [{ pattern: /x/g, ...detector }] },
  ])
  const first = prefilter(text, bytesOf(text))
  expect(prefilter(text, bytesOf(text))).toEqual(first)
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
    ['+', PLUS],
    ['a:12ef:b', COLONS],
    ['0123456789ab', HEX],
    ['0123456789ABCDEF', HEX],
    ['abcdefghij1klmno2pqr', TOKEN],
    ['ABCPE1234F', MIXED],
    ['0a:1b:2c:3d:4e:5f', PAIRS],
    ['0a1b.2c3d.4e5f', QUADS],
    ['GB82', ACCOUNT],
    ['gb 82', ACCOUNT],
    ['1020 1026 0000 042', ACCOUNT],
  ])('sees %j anywhere', (text, needs) => {
    for (const around of [text, `x ${text} y`, `${text} y`, `x ${text}`])
      expect(may({ needs }, around)).toBe(true)
    expect(may({ needs }, 'x y')).toBe(false)
  })

  it.each([
    ['a:12345:b', COLONS],
    ['0123456789abc', HEX],
    ['0123456789ag', HEX],
    ['abcdefghij1klmno2pq', TOKEN],
    ['abcdefghijklmno2pqrst', TOKEN],
    ['ABCPE123FG', MIXED],
    ['0a:1b:2c::3d:4e:5f', PAIRS],
    ['0a1b.2c3d.4e5', QUADS],
    ['AGB82', ACCOUNT],
    ['GB8 2', ACCOUNT],
    ['1020 1026 0000 04', ACCOUNT],
  ])('sees less than that in %j', (text, needs) => {
    for (const around of [text, `x ${text} y`]) expect(may({ needs }, around)).toBe(false)
  })

  it('sees what may stand between the digits of a number', () => {
    for (const text of [' ', '1-2', 'a.b', '(1', '1)', '+1', '1/2', '1\t2'])
      expect(may({ needs: APART }, text)).toBe(true)
    for (const text of ['', 'a_1', '1,2', 'key_12_a', '1:2']) expect(may({ needs: APART }, text)).toBe(false)
  })

  it('counts the digits of a row', () => {
    expect(may({ needs: row(9) }, 'at 020 79-46-00 now')).toBe(true)
    expect(may({ needs: row(9) }, '(020) 7946')).toBe(false)
    expect(may({ needs: row(7) }, '1234, 5678')).toBe(false)
    expect(may({ needs: row(7) }, '1234a5678')).toBe(false)
    expect(may({ needs: row(7) | DASH }, '1234567')).toBe(false)
    expect(may({ needs: row(7) | DASH }, '123-4567')).toBe(true)
  })

  it('asks for all signals', () => {
    expect(may({ needs: AT | COLON }, 'a@b')).toBe(false)
    expect(may({ needs: AT | COLON }, 'a@b:1')).toBe(true)
  })

  it('counts digits up to fifteen', () => {
    expect(may({ digits: 1 }, '')).toBe(false)
    expect(may({ digits: 3 }, 'a1b22c')).toBe(true)
    expect(may({ digits: 4 }, 'a1b22c')).toBe(false)
    expect(may({ digits: 15 }, `a${'1'.repeat(40)}`)).toBe(true)
  })

  it('counts again behind a word of five letters, and keeps the highest count', () => {
    expect(may({ digits: 4 }, 'in 12 weeks 34')).toBe(false)
    expect(may({ digits: 4 }, 'GB82 WEST 12')).toBe(true)
    expect(may({ digits: 4 }, '1234 weeks 1')).toBe(true)
  })

  it.each([
    ['pass', 'My PASSPORT', true],
    ['pass', 'my past', false],
    ['xyz|ssn', 'ssn', true],
    ['dl ', 'a dl', true],
    ['dl ', 'a dlx', false],
    [' sid', 'x.sid', true],
    [' sid', 'inside', false],
    ['id #', 'id #', true],
    ['id #', 'id =', false],
    ['q*-11', 'qz-42', true],
    ['v1 ?1', 'v2 a3', true],
    ['v1 ?1', 'v2 33', false],
    ['key-$$', 'key-f0', true],
    ['key-$$', 'key-go', false],
    ['тел', 'мой Телефон', true],
    ['тел', 'том', false],
    ['é le', 'né le 3', true],
    ['hasło', 'HASŁO', true],
    ['hasło', 'has now', false],
    ['pas', 'zzz qqq', false],
  ])('finds the stem %j in %j: %s', (stems, text, is) => {
    expect(may({ stems }, text)).toBe(is)
  })

  it('hides nothing from a detector, but from those that count digits between long words', () => {
    const exact = rules.map((rule) => ({
      ...rule,
      detectors: rule.detectors.filter(({ digits }) => digits === undefined),
    }))
    const everything = createFind(() => detectorsOf(exact))
    const find = createFind(createPrefilter(exact))
    const draw = createDraw(1)
    for (let i = 0; i < 3000; i++) {
      const text = joinFragments(draw)
      expect(find(text)?.found, text).toEqual(everything(text)?.found)
    }
  })

  it('hides nothing from a detector in a text of nothing but digits', () => {
    const everything = createFind(() => detectorsOf(rules))
    const find = createFind(createPrefilter(rules))
    const draw = createDraw(2)
    let found = 0
    for (let i = 0; i < 6000; i++) {
      const length = 1 + (i % 40)
      let text = ['', '4', '00', '202', '1700'][draw.integer(5)] ?? ''
      while (text.length < length) text += draw.integer(10)
      expect(find(text)?.found, text).toEqual(everything(text)?.found)
      if (find(text)) found++
    }
    for (const text of ['60102010260000042270201111', '4111111111111111'])
      expect(find(text)?.found).toEqual(everything(text)?.found)
    expect(found).toBeGreaterThan(20)
  })

  it('runs few detectors over a text of nothing but digits: nothing beside them says what they are', () => {
    const prefilter = createPrefilter(rules)
    for (let length = 1; length < 40; length++) {
      const text = '1234567890'.repeat(4).slice(0, length)
      const chosen = prefilter(text, bytesOf(text)).map(({ rule }) => rule)
      expect(chosen.every((rule) => rule === 'card' || rule === 'iban')).toBe(true)
      if (length >= 15) expect(chosen).toHaveLength(2)
    }
  })

  it('lets no detector ask for more digits than are counted', () => {
    for (const { detectors } of rules)
      for (const { digits = 0 } of detectors) expect(digits).toBeLessThanOrEqual(15)
  })
})
