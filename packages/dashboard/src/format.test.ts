import { describe, expect, it } from 'vitest'
import {
  formatAgo,
  formatBucket,
  formatBytes,
  formatMs,
  formatRedactions,
  formatRule,
  formatSeconds,
  formatShare,
  formatShortCount,
} from './format.js'

describe('figures', () => {
  it.each([
    [null, '–'],
    [0, '0 ms'],
    [862.4, '862 ms'],
    [2_310, '2.3 s'],
    [61_000, '1 min 1 s'],
  ])('writes %s ms as %s', (ms, text) => expect(formatMs(ms)).toBe(text))

  it.each([
    [0.04, '0 s'],
    [254, '4 min 14 s'],
    [3_780, '1 h 3 min'],
  ])('writes %s s as %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text))

  it('formats shares with one digit, and 0% and 100% without', () => {
    expect([0, 0.2, 0.1175, 1, null].map(formatShare)).toEqual(['0%', '20.0%', '11.8%', '100%', '–'])
  })

  it('shortens only large counts', () => {
    expect([7_621, 99_999, 1_250_000].map(formatShortCount)).toEqual(['7,621', '99,999', '1.3M'])
  })

  it('formats sizes in decimal units', () => {
    expect([999, 41_300, 2_500_000].map(formatBytes)).toEqual(['999 B', '41.3 kB', '2.5 MB'])
  })
})

describe('times', () => {
  it('formats a bucket in UTC, in any time zone', () => {
    expect(formatBucket('2026-11-21T00:00:00Z', 'day')).toBe('21 Nov')
    expect(formatBucket('2026-11-21T23:00:00Z', 'hour')).toBe('23:00')
  })

  it.each([
    ['2026-11-21T12:00:02Z', 'now'],
    ['2026-11-21T11:59:30Z', '30 s ago'],
    ['2026-11-21T09:00:00Z', '3 h ago'],
    ['2026-11-19T12:00:00Z', '2 d ago'],
  ])('writes %s as %s', (at, text) => expect(formatAgo(at, Date.parse('2026-11-21T12:00:00Z'))).toBe(text))
})

describe('redactions', () => {
  it('adds the findings of both stages', () => {
    expect(formatRedactions('email:1,phone:2,email:3')).toBe('4 email, 2 phone')
  })

  it('accepts hostile input', () => {
    expect(formatRedactions('')).toBe('')
    expect(formatRedactions('email,:3,__proto__:2')).toBe('0 email, 2   proto  ')
  })

  it('shows the id of an unknown rule, also if it is the name of an object member', () => {
    expect(formatRule('email')).toBe('E-mail addresses')
    expect(formatRule('tax_number')).toBe('tax number')
    expect(formatRule('constructor')).toBe('constructor')
  })
})
