import { describe, expect, it } from 'vitest'
import type { Board, Chart } from './board.js'
import { withChart, withoutChart } from './with-chart.js'

const chart: Chart = { id: 'a', title: 'A', size: 'half', draw: 'line', ask: { metrics: ['events'] } }
const board: Board = { id: 'b', title: 'B', question: '', sections: [{ charts: [chart] }] }

describe('the charts of a board', () => {
  it('gives each chart an id of its own', () => {
    const twice = withChart(withChart(board, chart), chart)
    expect(twice.sections[0]?.charts.map(({ id }) => id)).toEqual(['a', 'a-2', 'a-3'])
    expect(board.sections[0]?.charts).toHaveLength(1)
  })

  it('begins a section where there is none', () => {
    expect(withChart({ ...board, sections: [] }, chart).sections).toEqual([{ charts: [chart] }])
  })

  it('removes a chart, and an empty section with it', () => {
    expect(withoutChart(board, 'a').sections).toEqual([])
    expect(withoutChart(withChart(board, chart), 'a').sections[0]?.charts[0]?.id).toBe('a-2')
  })
})
