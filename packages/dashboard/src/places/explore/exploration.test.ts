import { describe, expect, it } from 'vitest'
import { chartOf, ownOf, possibleDrawings, readExploration } from './exploration.js'

describe('what is explored', () => {
  it('reads the same from an address as was written', () => {
    const exploration = {
      metrics: ['vendor_call.vendor.retry_count_sum', 'answers'],
      dimensions: ['time', 'bucket:file_size'],
      draw: 'table',
      order: ['bucket:file_size', 'desc'],
      limit: '7',
    } as const
    expect(readExploration(ownOf(exploration))).toEqual(exploration)
  })

  it('keeps that somebody removed all dimensions', () => {
    const { dimensions } = readExploration(ownOf({ ...readExploration({}), dimensions: [] }))
    expect(dimensions).toEqual([])
    expect(readExploration({}).dimensions).toEqual(['time'])
  })

  it('is drawn in ways that suit its dimensions and units', () => {
    const ways = (metrics: readonly string[], dimensions: readonly string[], hasOneUnit = true) =>
      possibleDrawings({ metrics, dimensions }, hasOneUnit)
    expect(ways(['a'], [])).toEqual(['figures', 'table'])
    expect(ways(['a'], ['time'])).toEqual(['line', 'table'])
    expect(ways(['a', 'b'], ['time:week'], false)).toEqual(['table'])
    expect(ways(['a'], ['time', 'topic'])).toEqual(['line', 'stack', 'table'])
    expect(ways(['a'], ['topic'])).toEqual(['bars', 'ring', 'table'])
    expect(ways(['a'], ['time:hour_of_day'])).toEqual(['bars', 'ring', 'table'])
    expect(ways(['a'], ['bucket:file_size'])).toEqual(['histogram', 'table'])
    expect(ways(['a'], ['topic', 'channel'])).toEqual(['table'])
  })

  it('is drawn as it suits when the address says what is impossible', () => {
    const exploration = readExploration({ metric: 'answers', by: 'topic', draw: 'line', limit: '3' })
    const chart = chartOf(exploration, possibleDrawings(exploration, true), 'Answers')
    expect(chart.draw).toBe('bars')
    expect(chart.ask).toEqual({
      metrics: ['answers'],
      dimensions: ['topic'],
      limit: 3,
      include: { other: true },
    })
  })
})
