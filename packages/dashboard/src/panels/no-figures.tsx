import type { QueryAnswer } from '../api/query.js'
import { useCatalogue } from '../api/use-catalogue.js'
import type { QueryChart } from '../boards/board.js'
import { useViewing } from '../view/use-view.js'
import { Nothing } from './states.js'

interface NoFiguresProps {
  readonly chart: QueryChart
  readonly answer: QueryAnswer
}

/** So many names of events are shown at most; a metric of every event needs no names. */
const MOST_NAMES = 3

/** Says which events and fields a chart needs, so that one knows what to send. */
export function NoFigures({ chart, answer }: NoFiguresProps) {
  const { view } = useViewing()
  const catalogue = useCatalogue()
  const metric = catalogue?.metrics.find(({ id }) => id === chart.ask.metrics[0])
  const events = metric?.events ?? []
  const dimensions = (chart.ask.dimensions ?? []).filter(
    (dimension): dimension is string =>
      typeof dimension === 'string' && !/^(time|event|tenant)\b/.test(dimension),
  )
  return (
    <Nothing>
      <p>
        {view.filters.length > 0 ? 'Nothing matches the filters in this period.' : 'Nothing in this period.'}
      </p>
      {events.length > 0 && events.length <= MOST_NAMES && (
        <p class="note">
          It needs{' '}
          {events.map((event, i) => (
            <span key={event}>
              {i > 0 && ' or '}
              <code>{event}</code>
            </span>
          ))}{' '}
          events
          {dimensions.length > 0 && answer.rows.length === 0 && (
            <>
              {' '}
              with <code>{dimensions.join(', ')}</code>
            </>
          )}
          .
        </p>
      )}
    </Nothing>
  )
}
