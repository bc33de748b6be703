import { describe, expect, it } from 'vitest'
import type { Column, QueryAnswer, Row } from '../api/query.js'
import { bucketPeriod } from './bucket-period.js'
import { hasBegun } from './has-begun.js'
import { timeData } from './time-data.js'

const day: Column = { id: 'time:day', title: 'Day', unit: null, better: null }
const topic: Column = { id: 'topic', title: 'Topic', unit: null, better: null }
const questions: Column = { id: 'questions', title: 'Questions', unit: 'count', better: 'higher' }

const answer = (columns: readonly Column[], rows: readonly Row[]): QueryAnswer => ({
  columns,
  rows,
  meta: {
    range: { from: '2026-11-01T00:00:00Z', to: '2026-11-04T00:00:00Z' },
    first_event_at: '2026-11-02T10:00:00Z',
    partial: ['2026-11-03'],
    total_rows: 1,
    generated_at: '2026-11-03T12:00:00Z',
    approximate: [],
    notes: [],
  },
})

describe('figures over time', () => {
  it('are unknown before the first event, and marked where a bucket is not over', () => {
    const rows = [
      { dimensions: ['2026-11-01'], metrics: [0] },
      { dimensions: ['2026-11-02'], metrics: [4] },
      { dimensions: ['2026-11-03'], metrics: [0] },
    ]
    const data = timeData(answer([day, questions], rows), 'UTC')
    expect(data?.series[0]?.values).toEqual([null, 4, 0])
    expect(data?.partial).toEqual(new Set([2]))
  })

  it('of the earlier period are unknown before the first event too', () => {
    const rows = ['2026-11-03', '2026-11-04', '2026-11-05'].map((label) => ({
      dimensions: [label],
      metrics: [5],
      comparison: { metrics: [0], change: [null] },
    }))
    const compared = answer([day, questions], rows)
    const meta = {
      ...compared.meta,
      range: { from: '2026-11-03T00:00:00Z', to: '2026-11-06T00:00:00Z' },
      comparison_range: { from: '2026-10-31T00:00:00Z', to: '2026-11-03T00:00:00Z' },
    }
    const data = timeData({ ...compared, meta }, 'UTC')
    expect(data?.series[0]).toMatchObject({ values: [5, 5, 5], earlier: [null, null, 0] })
  })

  it('have a series for each value, the largest first and all others last', () => {
    const rows: Row[] = [
      { dimensions: ['2026-11-02', 'billing'], metrics: [1] },
      { dimensions: ['2026-11-02', null], metrics: [3] },
      { dimensions: ['2026-11-02', null], metrics: [9], other: true },
    ]
    const data = timeData(answer([day, topic, questions], rows), 'UTC')
    expect(data?.series.map(({ name, values, filter }) => [name, values, filter])).toEqual([
      ['not set', [3], ['is_null', 'topic']],
      ['billing', [1], ['is', 'topic', ['billing']]],
      ['All others', [9], undefined],
    ])
  })
})

describe('a bucket', () => {
  it('has begun when it ends after the first event, in the zone of the query', () => {
    const at = '2026-11-01T23:30:00Z'
    expect(hasBegun('time:day', at, 'UTC')('2026-11-01')).toBe(true)
    expect(hasBegun('time:day', at, 'Europe/Zurich')('2026-11-01')).toBe(false)
    expect(hasBegun('time:week', at, 'UTC')('2026-10-26')).toBe(true)
    expect(hasBegun('time:week', at, 'Europe/Zurich')('2026-10-26')).toBe(false)
    expect(hasBegun('time:month', at, 'UTC')('2026-10')).toBe(false)
    expect(hasBegun('time:hour', at, 'UTC')('2026-11-02T00:00:00+01:00')).toBe(true)
    expect(hasBegun('time:hour', at, 'UTC')('2026-11-01T22:00:00Z')).toBe(false)
    expect(hasBegun('time:day', null, 'UTC')('2026-11-01')).toBe(true)
  })

  it('is a period of its own', () => {
    expect(bucketPeriod('2026-11-02', 'time:day')).toEqual(['2026-11-02', '2026-11-02'])
    expect(bucketPeriod('2026-10-26', 'time:week')).toEqual(['2026-10-26', '2026-11-01'])
    expect(bucketPeriod('2026-02', 'time:month')).toEqual(['2026-02-01', '2026-02-28'])
    expect(bucketPeriod('2026-11-02T00:00:00+01:00', 'time:hour')).toEqual([
      '2026-11-01T23:00:00.000Z',
      '2026-11-02T00:00:00.000Z',
    ])
  })
})
