/** What can be done with a chart of a query: other forms of it, and ways to take it elsewhere. */
import { askCsv, type Query } from '../api/query.js'
import type { QueryChart } from '../boards/board.js'
import type { TableChoice } from './answer-panel.js'
import { copyItems } from './copy-items.js'
import type { MenuItem } from './menu.js'
import type { PictureHolder } from './picture.js'
import { saveFile } from './save-file.js'
import { savePicture } from './save-picture.js'

interface QueryMenuOptions {
  readonly chart: QueryChart
  readonly query: Query
  readonly table: TableChoice
  readonly picture: PictureHolder
  /** Undefined for a reader who may not save boards. */
  readonly addToBoard?: ((chart: QueryChart) => void) | undefined
}

const drawnOnCanvas: ReadonlySet<string> = new Set(['line', 'stack', 'ring', 'histogram'])

export function queryMenu({
  chart,
  query,
  picture,
  table,
  addToBoard,
}: QueryMenuOptions): readonly MenuItem[] {
  return [
    ...(chart.draw === 'table' ? [] : [tableItem(table)]),
    { label: 'Save as CSV', run: () => void askCsv(query).then((csv) => saveFile(csv, `${chart.id}.csv`)) },
    ...(drawnOnCanvas.has(chart.draw) && !table.isShown
      ? [{ label: 'Save as PNG', run: () => savePicture(picture, `${chart.id}.png`) }]
      : []),
    ...copyItems(chart.id, '/v1/query', query),
    ...(addToBoard ? [{ label: 'Add to board', run: () => addToBoard(chart) }] : []),
  ]
}

export const tableItem = ({ isShown, show }: TableChoice): MenuItem => ({
  label: isShown ? 'Show as chart' : 'Show as table',
  run: () => show(!isShown),
})
