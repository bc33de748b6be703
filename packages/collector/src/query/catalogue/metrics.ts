/** The metrics of events that the schema alone does not say. Each is a few words and an expression. */
import { ANSWERS, answer, failed, QUESTIONS, question } from './exchanges.js'
import { type Aggregate, and, type Condition, count, is, not, or, ratio, says } from './expression.js'
import type { Metric } from './metric.js'
import { usageEvents } from './usage-events.js'
import { counted, countOf, rated } from './words.js'

const distinct = (of: 'session' | 'user', where?: Condition): Aggregate => ({ kind: 'distinct', of, where })

const vendorFailed = or(
  is('vendor_http_status', 0),
  { op: 'gte', operand: { kind: 'column', column: 'vendor_http_status' }, values: [400] },
  says('error_type'),
  is('result', 'error', 'timeout', 'failed'),
)
const runFailed = is('status', 'failure', 'timed_out')
const outcome = (value: string): Condition => and(is('event', 'automation_outcome'), is('outcome', value))

/** Says of how many of the rows that state it a condition is true. */
const shareOf = (name: string, among?: Condition): Aggregate =>
  ratio(
    count(among === undefined ? is(name, true) : and(among, is(name, true))),
    count(among === undefined ? says(name) : and(among, says(name))),
  )

export const eventMetrics: readonly Metric[] = [
  counted({
    id: 'events',
    title: 'Events',
    description: 'Number of events, those in which SDKs report about themselves left out.',
    events: usageEvents,
    value: count(),
  }),
  counted({
    id: 'questions',
    title: 'Questions',
    description: 'Number of `user_query` and `message_sent` events.',
    events: QUESTIONS,
    better: 'higher',
    value: count(question),
  }),
  counted({
    id: 'answers',
    title: 'Answers',
    description: 'Number of `agent_response` and `message_sent` events.',
    events: ANSWERS,
    better: 'higher',
    value: count(answer),
  }),
  counted({
    id: 'app_sessions',
    title: 'Sessions of the application',
    description: 'Distinct sessions with any event.',
    events: usageEvents,
    value: distinct('session'),
    ofSessions: count(),
  }),
  counted({
    id: 'sessions',
    title: 'Sessions',
    description: 'Distinct sessions with any event but `request`.',
    events: usageEvents,
    better: 'higher',
    value: distinct('session', not(is('event', 'request'))),
    ofSessions: count(is('used', true)),
  }),
  counted({
    id: 'chat_sessions',
    title: 'Sessions with a question',
    description: 'Distinct sessions with a `user_query` or `message_sent` event.',
    events: QUESTIONS,
    better: 'higher',
    value: distinct('session', question),
    ofSessions: count(is('asked', true)),
  }),
  counted({
    id: 'users',
    title: 'Users',
    description: 'Distinct pseudonyms with an event.',
    events: usageEvents,
    better: 'higher',
    value: distinct('user'),
  }),
  rated({
    id: 'sessions_per_user',
    title: 'Sessions per user',
    description: 'Distinct sessions of events with a pseudonym ÷ distinct pseudonyms.',
    unit: 'number',
    events: usageEvents,
    value: ratio(distinct('session', says('user')), distinct('user')),
  }),
  rated({
    id: 'questions_per_session',
    title: 'Questions per session',
    description: 'Questions ÷ sessions with a question.',
    unit: 'number',
    events: QUESTIONS,
    value: ratio(count(question), distinct('session', question)),
  }),
  rated({
    id: 'no_match_rate',
    title: 'Answers without a match',
    description: 'Answers with `no_match` true ÷ answers that say it at all.',
    events: ANSWERS,
    better: 'lower',
    value: shareOf('no_match', answer),
  }),
  counted({
    id: 'failed_answers',
    title: 'Failed answers',
    description: 'Answers with `success` false or an `error_type`.',
    events: ANSWERS,
    better: 'lower',
    value: count(and(answer, failed)),
  }),
  counted({
    id: 'failures',
    title: 'Failures',
    description:
      'Failed answers, `error` events, failed vendor calls, and automation outcomes that are `failed`.',
    events: [...ANSWERS, 'error', 'vendor_call', 'automation_outcome'],
    better: 'lower',
    value: count(
      or(
        and(answer, failed),
        is('event', 'error'),
        and(is('event', 'vendor_call'), vendorFailed),
        outcome('failed'),
      ),
    ),
  }),
  rated({
    id: 'suggested_rate',
    title: 'Suggested questions',
    description: 'Questions with `is_suggested_prompt` true ÷ questions that say it.',
    events: ['user_query'],
    value: shareOf('is_suggested_prompt'),
  }),
  rated({
    id: 'visualization_rate',
    title: 'Answers with a visualization',
    description: 'Answers with `has_visualization` true ÷ answers that say it.',
    events: ['agent_response'],
    value: shareOf('has_visualization'),
  }),
  countOf('vendor_calls', 'Vendor calls', 'vendor_call'),
  rated({
    id: 'vendor_error_rate',
    title: 'Failed vendor calls',
    description:
      'Vendor calls with an HTTP status of 0 or from 400, an `error_type`, or a `result` of error, timeout or failed ÷ vendor calls.',
    events: ['vendor_call'],
    better: 'lower',
    value: ratio(count(and(is('event', 'vendor_call'), vendorFailed)), count(is('event', 'vendor_call'))),
  }),
  countOf('decisions', 'Decisions', 'decision'),
  rated({
    id: 'override_rate',
    title: 'Overrides per decision',
    description: 'Overrides ÷ decisions.',
    events: ['override', 'decision'],
    better: 'lower',
    value: ratio(count(is('event', 'override')), count(is('event', 'decision'))),
  }),
  rated({
    id: 'misroute_rate',
    title: 'Decisions for the wrong department',
    description: 'Overrides with a `to_department` other than their `from_department` ÷ decisions.',
    events: ['override', 'decision'],
    better: 'lower',
    value: ratio(
      count(
        and(is('event', 'override'), { op: 'differs', column: 'to_department', from: 'from_department' }),
      ),
      count(is('event', 'decision')),
    ),
  }),
  ...(['sent', 'blocked', 'failed'] as const).map((value) =>
    counted({
      id: value === 'sent' ? 'automated_replies' : `${value}_replies`,
      title: value === 'sent' ? 'Automated replies' : `Automated replies, ${value}`,
      description: `Number of \`automation_outcome\` events with the outcome \`${value}\`.`,
      events: ['automation_outcome'],
      better: value === 'sent' ? 'higher' : 'lower',
      value: count(outcome(value)),
    }),
  ),
  countOf('uploads', 'Uploads', 'file_upload'),
  countOf('feedbacks', 'Feedback', 'feedback'),
  countOf('requests', 'Requests', 'request'),
  countOf('widget_loads', 'Widget loads', 'widget_loaded'),
  countOf('bubble_opens', 'Chats opened', 'bubble_opened'),
  countOf('cta_clicks', 'Calls to action followed', 'cta_clicked', 'higher'),
  countOf('page_views', 'Page views', 'page_view'),
  countOf('workflow_runs', 'Workflow runs', 'workflow_run'),
  counted({
    id: 'failed_runs',
    title: 'Failed workflow runs',
    description: 'Workflow runs with the status `failure` or `timed_out`.',
    events: ['workflow_run'],
    better: 'lower',
    value: count(and(is('event', 'workflow_run'), runFailed)),
  }),
  rated({
    id: 'run_failure_rate',
    title: 'Failure rate of workflow runs',
    description: 'Failed workflow runs ÷ workflow runs.',
    events: ['workflow_run'],
    better: 'lower',
    value: ratio(count(and(is('event', 'workflow_run'), runFailed)), count(is('event', 'workflow_run'))),
  }),
]
