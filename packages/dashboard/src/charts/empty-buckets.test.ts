import { describe, expect, it } from 'vitest'
import type { QueryAnswer } from '../api/query.js'
import { defaultEdges, withEmptyBuckets } from './empty-buckets.js'

const answer = (buckets: readonly (number | null)[]): QueryAnswer => ({
  columns: [
    { id: 'bucket:file_size', title: 'Size', unit: null, better: null },
    { id: 'uploads', title: 'Uploads', unit: 'count', better: null },
  ],
  rows: buckets.map((bucket) => ({ dimensions: [bucket], metrics: [1] })),
  meta: {
    range: { from: '', to: '' },
    first_event_at: null,
    partial: [],
    total_rows: 1,
    generated_at: '',
    approximate: [],
    notes: [],
  },
})
const figures = (given: QueryAnswer) =>
  given.rows.map(({ dimensions, metrics }) => [dimensions[0], metrics[0]])

describe('the buckets of a histogram', () => {
  it('have no gaps, in the steps of the collector or in those of the chart', () => {
    expect(defaultEdges(0.2, 2)).toEqual([0.2, 0.5, 1, 2])
    expect(figures(withEmptyBuckets(answer([10, 100]), undefined))).toEqual([
      [10, 1],
      [20, 0],
      [50, 0],
      [100, 1],
    ])
    expect(figures(withEmptyBuckets(answer([0.1, 0.3]), [0, 0.1, 0.2, 0.3, 0.4]))).toEqual([
      [0.1, 1],
      [0.2, 0],
      [0.3, 1],
    ])
  })

  it('leave out events without the number', () => {
    expect(figures(withEmptyBuckets(answer([null, 5]), undefined))).toEqual([[5, 1]])
  })
})
