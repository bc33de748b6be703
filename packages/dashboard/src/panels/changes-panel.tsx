import { askQuery, type Query, type QueryAnswer } from '../api/query.js'
import { biggestChanges } from '../boards/biggest-changes.js'
import type { ChangesChart } from '../boards/board.js'
import { queryOf } from '../boards/query-of.js'
import { withTitles } from '../boards/with-titles.js'
import { Changes } from '../charts/changes.js'
import { useViewing } from '../view/use-view.js'
import { AnswerPanel } from './answer-panel.js'
import { copyItems } from './copy-items.js'
import { Nothing } from './states.js'

/** So many changes are shown, and so many values of each dimension are looked at. */
const MOST = 7
const VALUES = 50

/** What changed most against the earlier period, which is the previous one where the view compares with none. */
export function ChangesPanel({ chart }: { chart: ChangesChart }) {
  const { view } = useViewing()
  const compared = { ...view, compare: view.compare ?? ('previous_period' as const) }
  const queries: readonly Query[] = chart.changes.map(({ metric, dimension }) =>
    queryOf({ draw: 'table', ask: { metrics: [metric], dimensions: [dimension], limit: VALUES } }, compared),
  )
  return (
    <AnswerPanel<readonly QueryAnswer[]>
      chart={chart}
      request={queries}
      ask={(signal) =>
        Promise.all(
          queries.map((query) => askQuery(query, signal).then((answer) => withTitles(answer, chart.titles))),
        )
      }
      menu={() => copyItems(chart.id, '/v1/query', queries[0])}
      draw={(answers) => {
        const changes = biggestChanges(answers, MOST)
        return changes.length > 0 ? (
          <Changes changes={changes} />
        ) : (
          <Nothing>
            <p>Nothing changed by more than chance explains.</p>
          </Nothing>
        )
      }}
    />
  )
}
