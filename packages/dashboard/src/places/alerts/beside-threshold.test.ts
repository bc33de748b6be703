import { describe, expect, it } from 'vitest'
import type { QueryAnswer } from '../../api/query.js'
import { besideThreshold } from './beside-threshold.js'

const answer = {
  columns: [
    { id: 'time:day', title: 'Day', unit: null, better: null },
    { id: 'vendor.name', title: 'Vendor', unit: null, better: null },
    { id: 'vendor_error_rate', title: 'Errors', unit: 'ratio', better: 'lower' },
  ],
  rows: [
    { dimensions: ['2026-01-01', 'a'], metrics: [0.1] },
    { dimensions: ['2026-01-01', 'b'], metrics: [0.4] },
    { dimensions: ['2026-01-02', 'a'], metrics: [null] },
  ],
  meta: {},
} as unknown as QueryAnswer

describe('an alert over time', () => {
  it('has the worst group of each bucket beside the threshold', () => {
    expect(besideThreshold(answer, 'above', 0.2).rows).toEqual([
      { dimensions: ['2026-01-01'], metrics: [0.4, 0.2] },
      { dimensions: ['2026-01-02'], metrics: [null, 0.2] },
    ])
    expect(besideThreshold(answer, 'below', 0.2).rows[0]?.metrics).toEqual([0.1, 0.2])
  })

  it('gives the threshold the unit of the metric', () => {
    expect(besideThreshold(answer, 'above', 0.2).columns.map(({ id, unit }) => [id, unit])).toEqual([
      ['time:day', null],
      ['vendor_error_rate', 'ratio'],
      ['threshold', 'ratio'],
    ])
  })
})
