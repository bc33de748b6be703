import { describe, expect, it } from 'vitest'
import { describeBucket, formatBucket } from './bucket-label.js'
import { describeChange } from './change.js'
import { formatValue } from './dimension-value.js'
import { formatFigure, formatShort, formatTick } from './figure.js'
import { describeFilter } from './filter-words.js'
import { formatPeriod } from './period-label.js'

describe('a figure', () => {
  it.each([
    [1234, 'count', '1,234'],
    [null, 'count', '–'],
    [0.0577, 'ratio', '5.8%'],
    [950.4, 'milliseconds', '950 ms'],
    [2345, 'milliseconds', '2.35 s'],
    [75, 'seconds', '1 min 15 s'],
    [35_623, 'seconds', '9 h 53 min'],
    [1_500_000, 'bytes', '1.5 MB'],
    [0.06966, 'usd', '$0.0697'],
    [12.3, 'usd', '$12.30'],
    [0.128071, 'number', '0.128'],
  ] as const)('%s %s is written %s', (n, unit, text) => {
    expect(formatFigure(n, unit)).toBe(text)
  })

  it('has fewer digits where there is little room', () => {
    expect(formatShort(1_234_567, 'count')).toBe('1.2M')
    expect(formatShort(35_623, 'seconds')).toBe('9.9 h')
    expect(formatTick(0.08, 'usd')).toBe('$0.08')
    expect(formatTick(0, 'milliseconds')).toBe('0')
  })
})

describe('a change', () => {
  const count = { unit: 'count', better: 'higher' } as const
  const failures = { unit: 'count', better: 'lower' } as const
  const rate = { unit: 'ratio', better: 'lower' } as const

  it('has its sign, and a word that says whether it is good', () => {
    expect(describeChange(0.123, count)).toEqual({ text: '+12%', word: 'better' })
    expect(describeChange(0.5, failures)).toEqual({ text: '+50%', word: 'worse' })
    expect(describeChange(-0.0421, rate)).toEqual({ text: '−4.2 pts', word: 'better' })
    expect(describeChange(0.5, { unit: 'count', better: null })).toEqual({ text: '+50%', word: undefined })
    expect(describeChange(0, count)).toEqual({ text: '±0%', word: undefined })
    expect(describeChange(null, count)).toBeUndefined()
  })
})

describe('names', () => {
  it('of buckets are local times, whatever the zone of the reader', () => {
    expect(formatBucket('2026-11-21', 'time:day')).toBe('21 Nov')
    expect(formatBucket('2026-11-21T14:00:00+01:00', 'time:hour')).toBe('14:00')
    expect(describeBucket('2026-11-16', 'time:week')).toBe('Week of 16 Nov')
    expect(describeBucket('2026-11', 'time:month')).toBe('Nov 2026')
  })

  it('of values tell a missing one from a text', () => {
    expect(formatValue('topic', null)).toBe('not set')
    expect(formatValue('topic', 'null')).toBe('null')
    expect(formatValue('success', false)).toBe('no')
    expect(formatValue('time:day_of_week', 1)).toBe('Monday')
    expect(formatValue('bucket:file_size', 20_000)).toBe('from 20 kB')
  })

  it('of filters and periods are words', () => {
    expect(describeFilter(['is', 'topic', ['a', null]])).toBe('topic is a or not set')
    expect(describeFilter(['not', ['contains', 'page_path', ['/x']]])).toBe('not (page_path contains /x)')
    expect(describeFilter(['has_done', ['is', 'event', ['error']]])).toBe('session has event is error')
    expect(formatPeriod('30d')).toBe('Last 30 days')
    expect(formatPeriod(['2026-11-01', '2026-11-03'])).toBe('1 Nov 2026 – 3 Nov 2026')
    expect(formatPeriod(['2026-11-01', '2026-11-01'])).toBe('1 Nov 2026')
  })
})
