import type { Ledgers } from '../../api/ledgers.js'
import { askQuery, type Query } from '../../api/query.js'
import { useAnswer } from '../../api/use-answer.js'
import { formatFigure } from '../../format/figure.js'
import { formatMinute } from '../../format/time.js'
import { Panel } from '../../panels/panel.js'
import { useViewing } from '../../view/use-view.js'

/** Tells of events that are counted, but may not say what one thinks: wrong clocks, and exchanges told twice. */
export function ArrivalPanel({ data }: { data: Ledgers }) {
  const { view } = useViewing()
  const query: Query = {
    ...(view.tenant !== undefined && { tenant: view.tenant }),
    metrics: ['questions', 'answers'],
    date_range: view.range,
    time_zone: view.timeZone,
  }
  const { answer } = useAnswer(JSON.stringify(query), (signal) => askQuery(query, signal))
  const corrected = data.delivery.time_corrected
  return (
    <Panel title="What to check" note="Events that are counted, but may say something else" size="half">
      <div class="to-check">
        <section class="account">
          <h3>Clocks</h3>
          <p data-figure="time_corrected">
            {corrected === 0
              ? 'No time of an event had to be corrected'
              : `${formatFigure(corrected, 'count')} ${corrected === 1 ? 'event' : 'events'} had another time than now, because the clock of the client is wrong; the collector corrected it`}
            , since {formatMinute(data.delivery.since, view.timeZone)}.
          </p>
        </section>
        <section class="account">
          <h3>Exchanges told twice</h3>
          {answer !== undefined && answer.meta.notes.length === 0 && (
            <p class="settled">No session in this period has both kinds of events</p>
          )}
          {answer?.meta.notes.map((note) => (
            <p key={note} class="unsettled">
              {note}
            </p>
          ))}
          <p class="note">
            An application sends <code>message_sent</code> for an exchange, or <code>user_query</code> and{' '}
            <code>agent_response</code>.
          </p>
        </section>
      </div>
    </Panel>
  )
}
