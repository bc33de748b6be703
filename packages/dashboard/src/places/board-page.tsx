import type { FunctionComponent } from 'preact'
import type { Board } from '../boards/board.js'
import { ChartPanel } from '../panels/chart-panel.js'

/** Returns the page of a board. */
export const boardPage =
  (board: Board): FunctionComponent =>
  () => <BoardSections board={board} />

export function BoardSections({ board }: { board: Board }) {
  return (
    <>
      {board.sections.map((section) => (
        <section key={section.charts[0]?.id} class="board-section" aria-label={section.title ?? board.title}>
          {section.title !== undefined && <h2>{section.title}</h2>}
          <div class="panels">
            {section.charts.map((chart) => (
              <ChartPanel key={chart.id} chart={chart} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
