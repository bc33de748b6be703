import type { ApiError } from '../api/api-error.js'
import { askQuery, type QueryAnswer } from '../api/query.js'
import type { QueryChart } from '../boards/board.js'
import { queryOf } from '../boards/query-of.js'
import { withTitles } from '../boards/with-titles.js'
import { Draw } from '../charts/draw.js'
import { Table } from '../charts/table.js'
import { useViewing } from '../view/use-view.js'
import { useAddToBoard } from './add-to-board.js'
import { AnswerPanel } from './answer-panel.js'
import { elsewhereItems } from './elsewhere-items.js'
import { NoFigures } from './no-figures.js'
import { queryMenu } from './query-menu.js'

interface QueryPanelProps {
  readonly chart: QueryChart
  /** Hears why the question has no answer; undefined once it has one. */
  readonly onFailure?: (error: ApiError | undefined) => void
}

/** A chart of a query. */
export function QueryPanel({ chart, onFailure }: QueryPanelProps) {
  const viewing = useViewing()
  const { view } = viewing
  const query = queryOf(chart, view)
  const addToBoard = useAddToBoard()
  return (
    <AnswerPanel
      chart={chart}
      request={query}
      ask={(signal) => askQuery(query, signal).then((answer) => withTitles(answer, chart.titles))}
      menu={(table, picture) => [
        ...queryMenu({ chart, query, table, picture, addToBoard }),
        ...elsewhereItems(chart, viewing),
      ]}
      draw={(answer, asTable) => <Answer chart={chart} answer={answer} asTable={asTable} />}
      onFailure={onFailure}
    />
  )
}

interface AnswerProps {
  readonly chart: QueryChart
  readonly answer: QueryAnswer
  readonly asTable: boolean
}

function Answer({ chart, answer, asTable }: AnswerProps) {
  if (asTable) return <Table chart={chart} answer={answer} />
  if (chart.draw !== 'figures' && hasNothing(answer)) return <NoFigures chart={chart} answer={answer} />
  return <Draw chart={chart} answer={answer} />
}

const hasNothing = ({ rows }: QueryAnswer) => rows.every(({ metrics }) => metrics.every((value) => !value))
