/** The figures of the slow reference, written down from their definitions. They read events, and no column. */
import { fieldOf, numberOf, type RawEvent } from './raw-event.fixture.js'

export type Figure = number | null
type Events = readonly RawEvent[]
type Test = (event: RawEvent) => boolean

const typed =
  (...names: readonly string[]): Test =>
  (event) =>
    names.includes(event.event)
const says =
  (field: string): Test =>
  (event) =>
    fieldOf(event, field) !== null
const hasValue =
  (field: string, ...values: readonly unknown[]): Test =>
  (event) =>
    values.includes(fieldOf(event, field))

const countOf = (events: Events, test: Test): number => events.filter(test).length
const share = (part: number, whole: number): Figure => (whole === 0 ? null : part / whole)

/** Ids are distinct within a tenant. */
const distinct = (events: Events, field: string, test: Test): number =>
  new Set(
    events
      .filter(test)
      .filter(says(field))
      .map((event) => JSON.stringify([event.tenant, fieldOf(event, field)])),
  ).size

const isUsage: Test = (event) => event.event !== 'client_report'
const isQuestion = typed('user_query', 'message_sent')
const isAnswer = typed('agent_response', 'message_sent')
const hasFailed: Test = (event) => hasValue('success', false)(event) || says('error_type')(event)
const isFailedAnswer: Test = (event) => isAnswer(event) && hasFailed(event)
const isFailedCall: Test = (event) => {
  if (event.event !== 'vendor_call') return false
  const status = fieldOf(event, 'vendor.http_status') as number | null
  return (
    (status !== null && (status === 0 || status >= 400)) ||
    says('error_type')(event) ||
    hasValue('result', 'error', 'timeout', 'failed')(event)
  )
}
const isFailedRun: Test = (event) =>
  typed('workflow_run')(event) && hasValue('status', 'failure', 'timed_out')(event)

const isOutcome =
  (outcome: string): Test =>
  (event) =>
    typed('automation_outcome')(event) && hasValue('outcome', outcome)(event)

const isFailure: Test = (event) =>
  isFailedAnswer(event) ||
  event.event === 'error' ||
  isFailedCall(event) ||
  (event.event === 'automation_outcome' && hasValue('outcome', 'failed')(event))

/** Of the events that say a field, the share in which it is true. */
const shareTrue = (events: Events, field: string, test: Test): Figure =>
  share(
    countOf(events, (event) => test(event) && hasValue(field, true)(event)),
    countOf(events, (event) => test(event) && says(field)(event)),
  )

const countsOfTypes: Readonly<Record<string, string>> = {
  vendor_calls: 'vendor_call',
  decisions: 'decision',
  uploads: 'file_upload',
  feedbacks: 'feedback',
  requests: 'request',
  widget_loads: 'widget_loaded',
  bubble_opens: 'bubble_opened',
  cta_clicks: 'cta_clicked',
  page_views: 'page_view',
  workflow_runs: 'workflow_run',
}

const named: Readonly<Record<string, (events: Events) => Figure>> = {
  events: (events) => countOf(events, isUsage),
  questions: (events) => countOf(events, isQuestion),
  answers: (events) => countOf(events, isAnswer),
  app_sessions: (events) => distinct(events, 'session_id', isUsage),
  sessions: (events) => distinct(events, 'session_id', (event) => isUsage(event) && !typed('request')(event)),
  chat_sessions: (events) => distinct(events, 'session_id', isQuestion),
  users: (events) => distinct(events, 'user', isUsage),
  sessions_per_user: (events) =>
    share(distinct(events, 'session_id', says('user')), distinct(events, 'user', isUsage)),
  questions_per_session: (events) =>
    share(countOf(events, isQuestion), distinct(events, 'session_id', isQuestion)),
  no_match_rate: (events) => shareTrue(events, 'no_match', isAnswer),
  failed_answers: (events) => countOf(events, isFailedAnswer),
  failures: (events) => countOf(events, isFailure),
  suggested_rate: (events) => shareTrue(events, 'is_suggested_prompt', isQuestion),
  visualization_rate: (events) => shareTrue(events, 'has_visualization', isAnswer),
  vendor_error_rate: (events) => share(countOf(events, isFailedCall), countOf(events, typed('vendor_call'))),
  override_rate: (events) => share(countOf(events, typed('override')), countOf(events, typed('decision'))),
  misroute_rate: (events) =>
    share(
      countOf(
        events,
        (event) =>
          typed('override')(event) &&
          says('to_department')(event) &&
          fieldOf(event, 'from_department') !== fieldOf(event, 'to_department'),
      ),
      countOf(events, typed('decision')),
    ),
  automated_replies: (events) => countOf(events, isOutcome('sent')),
  blocked_replies: (events) => countOf(events, isOutcome('blocked')),
  failed_replies: (events) => countOf(events, isOutcome('failed')),
  removed_fields: (events) =>
    sum(
      events.flatMap((event) => [
        Number(fieldOf(event, 'context.removed_fields')),
        Number(fieldOf(event, 'collector_removed_fields')),
      ]),
    ),
  failed_runs: (events) => countOf(events, isFailedRun),
  run_failure_rate: (events) => share(countOf(events, isFailedRun), countOf(events, typed('workflow_run'))),
}

/** Interpolates between the two values around the rank. */
export function quantile(values: readonly number[], at: number): Figure {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = at * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]]
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank))
}

export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

const ofNumbers: Readonly<Record<string, (values: readonly number[]) => Figure>> = {
  sum,
  avg: (values) => sum(values) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  p50: (values) => quantile(values, 0.5),
  p90: (values) => quantile(values, 0.9),
  p95: (values) => quantile(values, 0.95),
  p99: (values) => quantile(values, 0.99),
}

/** Returns whether the reference knows the metric. */
export const knows = (metric: string): boolean =>
  metric in named || metric in countsOfTypes || metric.slice(metric.lastIndexOf('_') + 1) in ofNumbers

/** Returns a figure over the events of a group; numbers without a value have none. */
export function figureOf(metric: string, events: Events): Figure {
  const definition = named[metric]
  if (definition !== undefined) return definition(events)
  const type = countsOfTypes[metric]
  if (type !== undefined) return countOf(events, typed(type))
  const end = metric.lastIndexOf('_')
  const aggregate = ofNumbers[metric.slice(end + 1)]
  if (aggregate === undefined) throw new TypeError(`the reference does not know ${metric}`)
  const values = events
    .map((event) => numberOf(event, metric.slice(0, end)))
    .filter((value) => value !== null)
  return values.length === 0 ? null : aggregate(values)
}
