import { describe, expect, it } from 'vitest'
import type { View } from '../view/view.js'
import { queryOf } from './query-of.js'
import { timeBucket } from './time-bucket.js'

const view: View = {
  place: 'overview',
  tenant: 'acme',
  range: '30d',
  timeZone: 'Europe/Zurich',
  compare: 'previous_period',
  filters: [['is', 'channel', ['chat']]],
  own: {},
}

describe('the query of a chart', () => {
  it('has what the view says, and the filters of both', () => {
    const ask = { metrics: ['questions'], dimensions: ['time'], filters: [['is_null', 'topic']] } as const
    expect(queryOf({ draw: 'line', ask }, view)).toEqual({
      tenant: 'acme',
      metrics: ['questions'],
      dimensions: ['time:day'],
      filters: [
        ['is_null', 'topic'],
        ['is', 'channel', ['chat']],
      ],
      date_range: '30d',
      time_zone: 'Europe/Zurich',
      compare: 'previous_period',
    })
  })

  it('of headline figures asks for their totals, and of a histogram for its buckets in order', () => {
    expect(queryOf({ draw: 'figures', ask: { metrics: ['users'] } }, view)).toMatchObject({
      dimensions: ['time:day'],
      include: { totals: true },
    })
    const ask = { metrics: ['answers'], dimensions: [{ bucket: 'match_score', edges: [0, 1] }] }
    expect(queryOf({ draw: 'histogram', ask }, view)).toMatchObject({
      order_by: [['bucket:match_score', 'asc']],
    })
  })

  it.each([
    ['24h', 'time:hour'],
    ['2d', 'time:hour'],
    ['today', 'time:hour'],
    ['90d', 'time:day'],
    ['month', 'time:day'],
    ['12mo', 'time:week'],
    ['24mo', 'time:month'],
    [['2026-01-01', '2026-01-02'], 'time:hour'],
    [['2026-01-01', '2026-01-03'], 'time:day'],
    [['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'], 'time:hour'],
  ] as const)('has buckets that suit %s', (range, bucket) => {
    expect(timeBucket(range)).toBe(bucket)
  })
})
