/** Funnels that a reader can compute by hand, for the tests of each store. Each has a tenant of its own. */
import type { NamedReportStore } from '../../sinks/report-store.js'
import { type CaseEvent, NOW } from '../figures/case.fixture.js'
import { defaultQuerySettings } from '../language/query-settings.js'
import { checkFunnel } from './check-funnel.js'
import { runFunnel } from './run-funnel.js'

/** The count, the conversion from the first step and the step before, and the median seconds from both. */
type Step = readonly [
  count: number | null,
  fromFirst: number | null,
  fromPrevious: number | null,
  secondsFromFirst: number | null,
  secondsFromPrevious: number | null,
]

export interface FunnelCase {
  readonly name: string
  readonly events: readonly CaseEvent[]
  readonly funnel: Readonly<Record<string, unknown>>
  readonly steps: readonly Step[]
  /** The value of the dimension, and the count of each step. */
  readonly rows?: readonly (readonly (string | number | boolean | null)[])[]
  readonly totalRows?: number
  readonly minSessions?: number
}

const in_ = (session_id: string, more: object = {}) => ({ session_id, ...more })
const of = (user: string, session_id = 's') => ({ user, session_id })
const ASKED = ['widget_loaded', 'user_query', 'agent_response']

export const funnelCases: readonly FunnelCase[] = [
  {
    name: 'sessions reach steps in order, each once',
    events: [
      ['01-05T10:00', 'widget_loaded', in_('a')],
      ['01-05T10:01', 'user_query', in_('a')],
      ['01-05T10:03', 'agent_response', in_('a')],
      ['01-05T10:04', 'user_query', in_('a')],
      // The answer came before the question: the third step is not reached.
      ['01-05T10:00', 'widget_loaded', in_('b')],
      ['01-05T10:01', 'agent_response', in_('b')],
      ['01-05T10:03', 'user_query', in_('b')],
      // It never began.
      ['01-05T10:00', 'user_query', in_('c')],
      ['01-05T10:01', 'agent_response', in_('c')],
      ['01-05T10:00', 'widget_loaded', in_('d')],
    ],
    funnel: { steps: ASKED },
    steps: [
      [3, 1, null, null, null],
      [2, 2 / 3, 2 / 3, 120, 120],
      [1, 1 / 3, 1 / 2, 180, 120],
    ],
  },
  {
    name: 'without events every count is 0 and every share is null',
    events: [],
    funnel: { steps: ASKED },
    steps: [
      [0, null, null, null, null],
      [0, null, null, null, null],
      [0, null, null, null, null],
    ],
  },
  {
    name: 'times run from the last event before that reached the step before',
    events: [
      ['01-05T10:00', 'widget_loaded', in_('a')],
      ['01-05T10:05', 'widget_loaded', in_('a')],
      ['01-05T10:06', 'user_query', in_('a')],
      ['01-05T10:08', 'user_query', in_('a')],
      ['01-05T10:09', 'agent_response', in_('a')],
    ],
    funnel: { steps: ASKED },
    steps: [
      [1, 1, null, null, null],
      [1, 1, 1, 60, 60],
      [1, 1, 1, 240, 60],
    ],
  },
  {
    name: 'the same event twice is two steps',
    events: [
      ['01-05T10:00', 'user_query', in_('a')],
      ['01-05T10:01', 'user_query', in_('a')],
      ['01-05T10:00', 'user_query', in_('b')],
    ],
    funnel: { steps: ['user_query', 'user_query'] },
    steps: [
      [2, 1, null, null, null],
      [1, 1 / 2, 1 / 2, 60, 60],
    ],
  },
  {
    name: 'events of one time are in the order of their ids',
    events: [
      ['01-05T10:00', 'widget_loaded', in_('a')],
      ['01-05T10:00', 'user_query', in_('a')],
      ['01-05T10:00', 'user_query', in_('b')],
      ['01-05T10:00', 'widget_loaded', in_('b')],
    ],
    funnel: { steps: ['widget_loaded', 'user_query'] },
    steps: [
      [2, 1, null, null, null],
      [1, 1 / 2, 1 / 2, 0, 0],
    ],
  },
  {
    name: 'steps have filters of their own, and filters that all share',
    events: [
      ['01-05T10:00', 'user_query', in_('a', { channel: 'chat' })],
      ['01-05T10:01', 'agent_response', in_('a', { channel: 'chat', no_match: true })],
      ['01-05T10:00', 'user_query', in_('b', { channel: 'chat' })],
      ['01-05T10:01', 'agent_response', in_('b', { channel: 'chat', no_match: false })],
      ['01-05T10:00', 'user_query', in_('c', { channel: 'email' })],
      ['01-05T10:01', 'agent_response', in_('c', { channel: 'email', no_match: true })],
    ],
    funnel: {
      steps: ['user_query', { event: 'agent_response', filters: [['is', 'no_match', [true]]] }],
      filters: [['is', 'channel', ['chat']]],
    },
    steps: [
      [2, 1, null, null, null],
      [1, 1 / 2, 1 / 2, 60, 60],
    ],
  },
  {
    name: 'a step of several types, and one of any type',
    events: [
      ['01-05T10:00', 'message_sent', in_('a')],
      ['01-05T10:01', 'feedback', in_('a', { channel: 'chat' })],
      ['01-05T10:00', 'user_query', in_('b')],
    ],
    funnel: {
      steps: [{ event: ['user_query', 'message_sent'] }, { filters: [['is', 'channel', ['chat']]] }],
    },
    steps: [
      [2, 1, null, null, null],
      [1, 1 / 2, 1 / 2, 60, 60],
    ],
  },
  {
    name: 'has_done selects by the whole session',
    events: [
      ['01-05T10:00', 'widget_loaded', in_('a')],
      ['01-05T10:01', 'user_query', in_('a')],
      ['01-05T10:02', 'feedback', in_('a')],
      ['01-05T10:00', 'widget_loaded', in_('b')],
      ['01-05T10:01', 'user_query', in_('b')],
    ],
    funnel: {
      steps: ['widget_loaded', 'user_query'],
      filters: [['has_not_done', ['is', 'event', ['feedback']]]],
    },
    steps: [
      [1, 1, null, null, null],
      [1, 1, 1, 60, 60],
    ],
  },
  {
    name: 'within a window by person: any attempt counts, over several sessions',
    events: [
      // The first attempt is too early, the second is within an hour.
      ['01-04T10:00', 'user_query', of('hp_a', 's1')],
      ['01-05T10:00', 'user_query', of('hp_a', 's2')],
      ['01-05T10:30', 'feedback', of('hp_a', 's3')],
      // Exactly an hour is within it.
      ['01-05T08:00', 'user_query', of('hp_b')],
      ['01-05T09:00', 'feedback', of('hp_b')],
      // A second more is not.
      ['01-05T08:00', 'user_query', of('hp_c')],
      ['01-05T09:00:01', 'feedback', of('hp_c')],
      ['01-05T08:00', 'user_query', in_('nobody')],
      ['01-05T08:01', 'feedback', in_('nobody')],
    ],
    funnel: { steps: ['user_query', 'feedback'], within: '1h' },
    steps: [
      [3, 1, null, null, null],
      [2, 2 / 3, 2 / 3, 2700, 2700],
    ],
  },
  {
    name: 'the window begins with the first step and holds the last one',
    events: [
      ['01-05T10:00', 'widget_loaded', in_('a')],
      ['01-05T10:20', 'user_query', in_('a')],
      ['01-05T10:40', 'agent_response', in_('a')],
    ],
    funnel: { steps: ASKED, within: '30m', by: 'session' },
    steps: [
      [1, 1, null, null, null],
      [1, 1, 1, 1200, 1200],
      [0, 0, 0, null, null],
    ],
  },
  {
    name: 'a session belongs to the value of the event with which it began',
    events: [
      ['01-05T10:00', 'user_query', in_('a', { channel: 'chat' })],
      ['01-05T10:01', 'agent_response', in_('a', { channel: 'email' })],
      ['01-05T10:00', 'agent_response', in_('b', { channel: 'email' })],
      ['01-05T10:01', 'user_query', in_('b', { channel: 'chat' })],
      ['01-05T10:00', 'user_query', in_('c', { channel: 'email' })],
      ['01-05T10:00', 'user_query', in_('d')],
      ['01-05T10:09', 'agent_response', in_('d')],
    ],
    funnel: { steps: ['user_query', 'agent_response'], dimensions: ['channel'] },
    steps: [
      [4, 1, null, null, null],
      [2, 1 / 2, 1 / 2, 300, 300],
    ],
    rows: [
      ['chat', 2, 1],
      ['email', 1, 0],
      [null, 1, 1],
    ],
    totalRows: 3,
  },
  {
    name: 'only so many values as asked for are shown, and all are counted',
    events: [
      ['01-05T10:00', 'user_query', in_('a', { channel: 'chat' })],
      ['01-05T10:00', 'user_query', in_('b', { channel: 'chat' })],
      ['01-05T10:00', 'user_query', in_('c', { channel: 'email' })],
    ],
    funnel: { steps: ['user_query', 'agent_response'], dimensions: ['channel'], limit: 1 },
    steps: [
      [3, 1, null, null, null],
      [0, 0, 0, null, null],
    ],
    rows: [['chat', 2, 0]],
    totalRows: 2,
  },
  {
    name: 'by local day',
    events: [
      ['01-04T22:59', 'user_query', in_('a')],
      ['01-04T23:00', 'user_query', in_('b')],
      ['01-04T23:01', 'agent_response', in_('b')],
    ],
    funnel: {
      steps: ['user_query', 'agent_response'],
      dimensions: ['time:day'],
      time_zone: 'Europe/Zurich',
    },
    steps: [
      [2, 1, null, null, null],
      [1, 1 / 2, 1 / 2, 60, 60],
    ],
    rows: [
      ['2026-01-04', 1, 0],
      ['2026-01-05', 1, 1],
    ],
  },
  {
    name: 'a session counts under each item of a list, and once in all',
    events: [
      ['01-05T10:00', 'request', in_('a', { asset_types: ['css', 'js'] })],
      ['01-05T10:01', 'page_view', in_('a')],
      ['01-05T10:00', 'request', in_('b', { asset_types: ['js'] })],
      ['01-05T10:00', 'request', in_('c')],
    ],
    funnel: { steps: ['request', 'page_view'], dimensions: ['asset_types'] },
    steps: [
      [3, 1, null, null, null],
      [1, 1 / 3, 1 / 3, 60, 60],
    ],
    rows: [
      ['js', 2, 1],
      ['css', 1, 1],
      [null, 1, 0],
    ],
  },
  {
    name: 'by a boolean',
    events: [
      ['01-05T10:00', 'user_query', in_('a', { has_data: true })],
      ['01-05T10:01', 'agent_response', in_('a')],
      ['01-05T10:00', 'user_query', in_('b', { has_data: false })],
      ['01-05T10:00', 'user_query', in_('c', { has_data: false })],
    ],
    funnel: { steps: ['user_query', 'agent_response'], dimensions: ['has_data'] },
    steps: [
      [3, 1, null, null, null],
      [1, 1 / 3, 1 / 3, 60, 60],
    ],
    rows: [
      [false, 2, 0],
      [true, 1, 1],
    ],
  },
  {
    name: 'values of too few sessions are folded, and steps of too few are hidden, in all as well',
    events: [
      ...['a', 'b', 'c'].map((id): CaseEvent => ['01-05T10:00', 'user_query', in_(id, { channel: 'chat' })]),
      ...['a', 'b', 'c'].map((id): CaseEvent => ['01-05T10:01', 'agent_response', in_(id)]),
      ['01-05T10:02', 'feedback', in_('a')],
      ['01-05T10:00', 'user_query', in_('d', { channel: 'email' })],
      ['01-05T10:00', 'user_query', in_('e', { channel: 'phone' })],
      ['01-05T10:01', 'agent_response', in_('e')],
    ],
    funnel: { steps: ['user_query', 'agent_response', 'feedback'], dimensions: ['channel'] },
    minSessions: 2,
    steps: [
      [5, 1, null, null, null],
      [null, null, null, null, null],
      [null, null, null, null, null],
    ],
    rows: [
      ['chat', 3, 3, null],
      ['folded', 2, null, 0],
    ],
    totalRows: 1,
  },
  {
    name: 'a session of several small values is folded once',
    events: [
      ['01-05T10:00', 'request', in_('a', { asset_types: ['css', 'js'] })],
      ['01-05T10:01', 'page_view', in_('a')],
      ['01-05T10:00', 'request', in_('b', { asset_types: ['img'] })],
      ['01-05T10:01', 'page_view', in_('b')],
    ],
    funnel: { steps: ['request', 'page_view'], dimensions: ['asset_types'] },
    minSessions: 2,
    steps: [
      [2, 1, null, null, null],
      [2, 1, 1, 60, 60],
    ],
    rows: [['folded', 2, 2]],
  },
  {
    name: 'events outside of the range are not there',
    events: [
      ['01-04T23:59', 'user_query', in_('a')],
      ['01-05T00:01', 'agent_response', in_('a')],
      ['01-05T00:01', 'user_query', in_('b')],
    ],
    funnel: { steps: ['user_query', 'agent_response'], date_range: 'today' },
    steps: [
      [1, 1, null, null, null],
      [0, 0, 0, null, null],
    ],
  },
]

export async function funnelOf(
  from: NamedReportStore,
  { funnel, minSessions = 0 }: FunnelCase,
  tenant: string,
) {
  const access = { tenants: [tenant], admin: false, who: 'test' }
  return runFunnel(from, checkFunnel(funnel, access, NOW, { ...defaultQuerySettings, minSessions }), NOW)
}

/** Returns what a case says of an answer, for a comparison. */
export function shownBy(answer: Awaited<ReturnType<typeof funnelOf>>, given: FunnelCase) {
  const steps = answer.steps.map((step) => [
    step.count,
    step.from_first,
    step.from_previous,
    step.median_seconds_from_first,
    step.median_seconds_from_previous,
  ])
  const rows = answer.rows?.map((row) => [
    ...(row.folded ? ['folded'] : row.dimensions),
    ...row.steps.map((step) => step.count),
  ])
  return {
    steps,
    ...(given.rows && { rows }),
    ...(given.totalRows && { totalRows: answer.meta.total_rows }),
  }
}

export const expectedBy = ({ steps, rows, totalRows }: FunnelCase) => ({
  steps,
  ...(rows && { rows }),
  ...(totalRows && { totalRows }),
})
