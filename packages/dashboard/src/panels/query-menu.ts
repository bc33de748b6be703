/** What can be done with a chart of a query: other forms of it, and ways to take it elsewhere. */
import { askCsv, type Query } from '../api/query.js'
import { address } from '../api/request.js'
import type { QueryChart } from '../boards/board.js'
import { copyText } from './copy-text.js'
import type { MenuItem } from './menu.js'
import type { PictureHolder } from './picture.js'
import { saveFile } from './save-file.js'
import { savePicture } from './save-picture.js'

interface QueryMenuOptions {
  readonly chart: QueryChart
  readonly query: Query
  readonly picture: PictureHolder
  /** Undefined where the chart is a table already. */
  readonly table: { readonly isShown: boolean; readonly show: (isShown: boolean) => void } | undefined
}

export function queryMenu({ chart, query, picture, table }: QueryMenuOptions): readonly MenuItem[] {
  const link = () => `${location.href.replace(/#.*$/, '')}#chart-${chart.id}`
  return [
    ...(table
      ? [
          {
            label: table.isShown ? 'Show as chart' : 'Show as table',
            run: () => table.show(!table.isShown),
          },
        ]
      : []),
    { label: 'Save as CSV', run: () => void askCsv(query).then((csv) => saveFile(csv, `${chart.id}.csv`)) },
    ...(drawnOnCanvas.has(chart.draw) && !table?.isShown
      ? [{ label: 'Save as PNG', run: () => savePicture(picture, `${chart.id}.png`) }]
      : []),
    { label: 'Copy link', run: () => copyText(link()) },
    { label: 'Copy query', run: () => copyText(asCurl(query)) },
  ]
}

const drawnOnCanvas: ReadonlySet<string> = new Set(['line', 'stack', 'ring', 'histogram'])

/** A single quote ends a text of a shell. */
export const asCurl = (query: Query, url = address('/v1/query')): string =>
  `curl -u USER:PASSWORD -H 'content-type: application/json' -d '${JSON.stringify(query).replaceAll("'", "'\\''")}' ${url}`
