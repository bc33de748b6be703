import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiError } from '../api/api-error.js'
import { askQuery, type QueryAnswer } from '../api/query.js'
import { useAnswer } from '../api/use-answer.js'
import type { QueryChart } from '../boards/board.js'
import { queryOf } from '../boards/query-of.js'
import { Draw } from '../charts/draw.js'
import { Table } from '../charts/table.js'
import { useViewing } from '../view/use-view.js'
import { elsewhereItems } from './elsewhere-items.js'
import { Menu } from './menu.js'
import { NoFigures } from './no-figures.js'
import { Panel } from './panel.js'
import { PictureContext, type PictureHolder } from './picture.js'
import { queryMenu } from './query-menu.js'
import { Failed, Loading } from './states.js'

interface QueryPanelProps {
  readonly chart: QueryChart
  /** Hears why the question has no answer; undefined once it has one. */
  readonly onFailure?: (error: ApiError | undefined) => void
}

/** A chart of a query in its frame, in each state that it can be in. */
export function QueryPanel({ chart, onFailure }: QueryPanelProps) {
  const viewing = useViewing()
  const { view } = viewing
  const query = queryOf(chart, view)
  const { answer, error, isAsking, retry } = useAnswer(JSON.stringify(query), (signal) =>
    askQuery(query, signal),
  )
  useEffect(() => onFailure?.(error), [error])
  // The old answer is of another question, and not of the one that was refused.
  const shown = error?.kind === 'invalid' ? undefined : answer
  const [asTable, setAsTable] = useState(false)
  const picture = useRef<PictureHolder>({ take: undefined })
  const canBeTable = chart.draw !== 'table'
  const items = queryMenu({
    chart,
    query,
    picture: picture.current,
    table: canBeTable ? { isShown: asTable, show: setAsTable } : undefined,
  })
  return (
    <Panel
      title={chart.title}
      note={chart.note}
      size={chart.size}
      anchor={`chart-${chart.id}`}
      isStrip={chart.draw === 'figures'}
      isBusy={isAsking}
      menu={<Menu of={chart.title} items={[...items, ...elsewhereItems(chart, viewing)]} />}
    >
      <PictureContext.Provider value={picture.current}>
        {error && !shown && <Failed error={error} onRetry={retry} />}
        {!error && !shown && <Loading draw={chart.draw} />}
        {shown && <Answer chart={chart} answer={shown} asTable={asTable} />}
      </PictureContext.Provider>
    </Panel>
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
