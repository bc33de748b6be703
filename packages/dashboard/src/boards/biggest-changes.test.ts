import { describe, expect, it } from 'vitest'
import type { QueryAnswer } from '../api/query.js'
import { biggestChanges } from './biggest-changes.js'

const answer = (
  title: string,
  figures: readonly (readonly [string | null, number, number])[],
): QueryAnswer => ({
  columns: [
    { id: title.toLowerCase(), title, unit: null, better: null },
    { id: 'questions', title: 'Questions', unit: 'count', better: 'higher' },
  ],
  rows: figures.map(([value, now, then]) => ({
    dimensions: [value],
    metrics: [now],
    comparison: { metrics: [then], change: [null] },
  })),
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

describe('what changed most', () => {
  it('is what chance explains least, and not what has the largest percentage', () => {
    const topics = answer('Topic', [
      ['billing', 400, 250],
      ['rare', 3, 1],
      ['same', 100, 100],
      ['gone down', 10, 60],
      [null, 900, 100],
    ])
    const pages = answer('Page', [['/new', 30, 0]])
    const found = biggestChanges([topics, pages], 5).map(({ value }) => value)
    expect(found).toEqual(['gone down', 'billing', '/new'])
    expect(biggestChanges([topics, pages], 1)).toHaveLength(1)
  })
})
