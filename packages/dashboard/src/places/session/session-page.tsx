/** The course of one session: its events in their order, with the times between them. */
import { useState } from 'preact/hooks'
import {
  askSession,
  type SessionAnswer,
  type SessionRequest,
  type StepOfSession,
} from '../../api/event-log.js'
import { useAnswer } from '../../api/use-answer.js'
import { formatSeconds } from '../../format/figure.js'
import { formatSecond } from '../../format/time.js'
import { Panel } from '../../panels/panel.js'
import { Loading, Nothing } from '../../panels/states.js'
import '../../styles/events.css'
import { useViewing } from '../../view/use-view.js'
import { ViewLink } from '../../view/view-link.js'
import { eventTitle } from '../events/event-title.js'
import { AllFields, Highlights } from '../events/fields.js'
import { EventsFailed } from '../events/only-figures.js'
import { Redactions } from '../events/redactions.js'
import { gapWords, isPause } from './gap.js'

const PAGE = 500

export function SessionPage() {
  const { view } = useViewing()
  const { session, cursor } = view.own
  const request: SessionRequest = {
    id: session ?? '',
    limit: PAGE,
    ...(view.tenant !== undefined && { tenant: view.tenant }),
    ...(cursor !== undefined && { cursor }),
  }
  const { answer, error, isAsking, retry } = useAnswer(session && JSON.stringify(request), (signal) =>
    askSession(request, signal),
  )
  return (
    <div class="panels">
      <Panel title="Course of the session" note={session} size="full" isBusy={isAsking}>
        {!session && (
          <Nothing>
            <p>
              The address names no session.{' '}
              <ViewLink change={{ place: 'events', own: {} }}>Find one among the events</ViewLink>
            </p>
          </Nothing>
        )}
        {error?.kind === 'not_found' && (
          <Nothing>
            <p>Nothing of this session is stored any more, or it belongs to another tenant.</p>
          </Nothing>
        )}
        {error && error.kind !== 'not_found' && <EventsFailed error={error} onRetry={retry} />}
        {session && !error && !answer && <Loading draw="table" />}
        {!error && answer && <Course course={answer} />}
      </Panel>
    </div>
  )
}

function Course({ course }: { course: SessionAnswer }) {
  const { view } = useViewing()
  const { events, first_at, last_at, events_total, next_cursor } = course
  const seconds = (Date.parse(last_at) - Date.parse(first_at)) / 1_000
  const { cursor, ...first } = view.own
  return (
    <>
      <dl class="session-facts">
        <Fact name="Began" value={formatSecond(first_at, view.timeZone)} />
        <Fact name="Lasted" value={events_total === 1 ? 'one event' : formatSeconds(seconds)} />
        <Fact name="Events" value={String(events_total)} />
        <Fact name="Tenant" value={course.tenant} />
      </dl>
      {view.filters.length > 0 && (
        <p class="note">All events of the session are shown, whatever the filters.</p>
      )}
      <ol class="course">
        {events.map((step, i) => (
          <Step
            key={step.id}
            step={step}
            gap={i === 0 ? undefined : step.offset_seconds - (events[i - 1]?.offset_seconds ?? 0)}
          />
        ))}
      </ol>
      {(next_cursor !== null || cursor !== undefined) && (
        <nav class="pages" aria-label="Parts of the session">
          {cursor !== undefined && <ViewLink change={{ own: first }}>Begin of the session</ViewLink>}
          {next_cursor !== null && (
            <ViewLink change={{ own: { ...first, cursor: next_cursor } }}>Later events</ViewLink>
          )}
        </nav>
      )}
    </>
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </div>
)

/** @param gap seconds since the step before; undefined for the first one */
function Step({ step, gap }: { step: StepOfSession; gap: number | undefined }) {
  const { view } = useViewing()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li class={gap !== undefined && isPause(gap) ? 'step step-after-pause' : 'step'}>
      <p class="step-time">
        <time dateTime={step.ts}>{formatSecond(step.ts, view.timeZone).split(', ').at(-1)}</time>
        <span class="muted">{gap === undefined ? 'begin' : gapWords(gap)}</span>
      </p>
      <div class="step-body">
        <button type="button" class="cell-button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <bdi>{eventTitle(step.event)}</bdi>
        </button>
        <Highlights event={step.event} fields={step.fields} />
        {typeof step.fields['context.redactions'] === 'string' && (
          <p class="note">
            Values removed before storing: <Redactions text={step.fields['context.redactions']} />
          </p>
        )}
        {isOpen && (
          <AllFields fields={{ event: step.event, received_at: step.received_at, ...step.fields }} />
        )}
      </div>
    </li>
  )
}
