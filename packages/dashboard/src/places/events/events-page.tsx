/** Single events of the view, the last one first: what a figure consists of. */
import { useState } from 'preact/hooks'
import { askEventLog, type EventLogRequest, type EventOfList } from '../../api/event-log.js'
import { useAnswer } from '../../api/use-answer.js'
import { formatSecond } from '../../format/time.js'
import { Panel } from '../../panels/panel.js'
import { Scroll } from '../../panels/scroll.js'
import { Loading, Nothing } from '../../panels/states.js'
import '../../styles/events.css'
import { useViewing } from '../../view/use-view.js'
import { ViewLink } from '../../view/view-link.js'
import { eventTitle } from './event-title.js'
import { AllFields, Highlights } from './fields.js'
import { EventsFailed } from './only-figures.js'
import { Pages } from './pages.js'
import { Redactions } from './redactions.js'
import { useTypes } from './use-types.js'

const PAGE = 50

export function EventsPage() {
  const { view } = useViewing()
  const types = useTypes(view.own)
  const request: EventLogRequest = {
    ...(view.tenant !== undefined && { tenant: view.tenant }),
    ...(types.events.length > 0 && { event: types.events }),
    ...(view.filters.length > 0 && { filters: view.filters }),
    date_range: view.range,
    time_zone: view.timeZone,
    limit: PAGE,
    ...(view.own.cursor !== undefined && { cursor: view.own.cursor }),
  }
  const { answer, error, isAsking, retry } = useAnswer(
    types.isKnown ? JSON.stringify(request) : undefined,
    (signal) => askEventLog(request, signal),
  )
  const title = types.title ?? 'All events'
  return (
    <div class="panels">
      <Panel
        title={title}
        note="The last one first; what people said is not stored"
        size="full"
        isBusy={isAsking || !types.isKnown}
      >
        {types.isNarrowed && (
          <p class="note">
            These are the types of events that the figure reads: {types.events.map(eventTitle).join(', ')}.{' '}
            <ViewLink change={{ own: {} }}>Show all events</ViewLink>
          </p>
        )}
        {error && <EventsFailed error={error} onRetry={retry} />}
        {!error && !answer && <Loading draw="table" />}
        {!error && answer?.events.length === 0 && (
          <Nothing>
            <p>No events of this kind in this period{view.filters.length > 0 && ' match the filters'}.</p>
          </Nothing>
        )}
        {!error && answer && answer.events.length > 0 && <EventTable title={title} events={answer.events} />}
        {!error && answer && <Pages next={answer.next_cursor} />}
      </Panel>
    </div>
  )
}

function EventTable({ title, events }: { title: string; events: readonly EventOfList[] }) {
  const [open, setOpen] = useState<string>()
  return (
    <Scroll label={`${title}, table`}>
      <table class="figures events">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Event</th>
            <th scope="col">What it says</th>
            <th scope="col" class="wide-only">
              Channel
            </th>
            <th scope="col" class="number wide-only">
              Redactions
            </th>
            <th scope="col">Session</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              isOpen={open === event.id}
              onToggle={() => setOpen(open === event.id ? undefined : event.id)}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

interface EventRowProps {
  readonly event: EventOfList
  readonly isOpen: boolean
  readonly onToggle: () => void
}

const COLUMNS = 6

function EventRow({ event, isOpen, onToggle }: EventRowProps) {
  const { view } = useViewing()
  const { fields } = event
  const channel = typeof fields.channel === 'string' ? fields.channel : undefined
  return (
    <>
      <tr>
        <th scope="row" class="event-time">
          <button type="button" class="cell-button" aria-expanded={isOpen} onClick={onToggle}>
            <time dateTime={event.ts}>{formatSecond(event.ts, view.timeZone)}</time>
          </button>
        </th>
        <td class="event-type">
          <ViewLink class="cell-link" change={{ own: { event: event.event } }} title={event.event}>
            <bdi>{eventTitle(event.event)}</bdi>
          </ViewLink>
        </td>
        <td class="event-fields">
          <Highlights event={event.event} fields={fields} />
        </td>
        <td class="wide-only name">{channel !== undefined && <bdi title={channel}>{channel}</bdi>}</td>
        <td class="number wide-only">
          <Redactions text={fields['context.redactions']} />
        </td>
        <td class="event-session">
          {event.session_id !== null && (
            <ViewLink
              class="cell-link"
              title={event.session_id}
              change={{ place: 'session', tenant: event.tenant, own: { session: event.session_id } }}
            >
              <span class="visually-hidden">Session </span>
              <bdi>{event.session_id}</bdi>
            </ViewLink>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr class="event-all">
          <td colSpan={COLUMNS}>
            <AllFields
              fields={{ event: event.event, tenant: event.tenant, received_at: event.received_at, ...fields }}
            />
          </td>
        </tr>
      )}
    </>
  )
}
