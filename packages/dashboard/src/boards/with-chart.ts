/** Changes which charts a board has. */
import type { Board, Chart } from './board.js'

const chartsOf = (board: Board): readonly Chart[] => board.sections.flatMap(({ charts }) => charts)

/** Ids of charts are parts of addresses, and short. */
const ID = /^[a-z0-9][a-z0-9-]{0,36}/

/** Puts a chart at the end of the last section. Its id becomes one that the board does not have. */
export function withChart(board: Board, chart: Chart): Board {
  const taken = new Set(chartsOf(board).map(({ id }) => id))
  const [base = 'chart'] = ID.exec(chart.id) ?? []
  let id = base
  for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`
  const last = board.sections.at(-1) ?? { charts: [] }
  return {
    ...board,
    sections: [...board.sections.slice(0, -1), { ...last, charts: [...last.charts, { ...chart, id }] }],
  }
}

/** A section without charts goes with its last chart. */
export const withoutChart = (board: Board, id: string): Board => ({
  ...board,
  sections: board.sections
    .map((section) => ({ ...section, charts: section.charts.filter((chart) => chart.id !== id) }))
    .filter(({ charts }) => charts.length > 0),
})
