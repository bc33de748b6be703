/** Cases of rows of few sessions, where the configuration folds these. */
import type { CaseEvent, FigureCase } from './case.fixture.js'

const settings = { minSessions: 3 }

/** Sessions with one question each. */
const ask = (time: string, sessions: string, fields: Readonly<Record<string, unknown>>): CaseEvent[] =>
  [...sessions].map((session) => [time, 'user_query', { session_id: session, ...fields }])

export const minSessionsCases: readonly FigureCase[] = [
  {
    name: 'rows of 1 to 2 sessions are folded into one, and those without sessions are not',
    settings,
    events: [
      ...ask('01-05T10:00', 'abc', { channel: 'chat' }),
      ...ask('01-05T10:00', 'dd', { channel: 'mail' }),
      ...ask('01-05T10:00', 'ef', { channel: 'phone' }),
      ['01-05T10:00', 'user_query', { session_id: undefined, channel: 'batch' }],
    ],
    query: {
      metrics: ['questions', 'chat_sessions'],
      dimensions: ['channel'],
      include: { totals: true },
    },
    rows: [
      ['chat', 3, 3],
      ['batch', 1, 0],
      [null, 4, 3],
    ],
    folded: [false, false, true],
    totals: [8, 6],
    meta: { total_rows: 2 },
  },
  {
    name: 'a folded row of few sessions tells no figures, nor do totals',
    settings,
    events: [
      ...ask('01-05T10:00', 'abc', { channel: 'chat' }),
      ...ask('01-05T10:00', 'd', { channel: 'mail' }),
    ],
    query: { metrics: ['questions'], dimensions: ['channel'], include: { totals: true } },
    rows: [
      ['chat', 3],
      [null, null],
    ],
    folded: [false, true],
    totals: [null],
  },
  {
    name: 'a filter does not single out a session',
    settings,
    events: [
      ...ask('01-05T10:00', 'abc', { channel: 'chat' }),
      ...ask('01-05T10:00', 'd', { channel: 'mail' }),
    ],
    query: { metrics: ['questions'], filters: [['is', 'channel', ['mail']]] },
    rows: [[null]],
    folded: [true],
  },
  {
    name: 'a bucket of few sessions is not shown as one of none',
    settings,
    events: [...ask('01-03T10:00', 'ab', {}), ...ask('01-05T10:00', 'abc', {})],
    query: { metrics: ['questions'], dimensions: ['time:day'], date_range: '3d' },
    rows: [
      ['2026-01-04', 0],
      ['2026-01-05', 3],
      [null, null],
    ],
    folded: [false, false, true],
  },
  {
    name: 'a row of few sessions is no row of the comparison',
    settings,
    events: [
      ...ask('01-02T10:00', 'abcd', {}),
      ...ask('01-03T10:00', 'a', {}),
      ...ask('01-04T10:00', 'abc', {}),
      ...ask('01-05T10:00', 'abcd', {}),
    ],
    query: {
      metrics: ['questions'],
      dimensions: ['time:day'],
      date_range: ['2026-01-04', '2026-01-05'],
      compare: ['2026-01-02', '2026-01-03'],
    },
    rows: [
      ['2026-01-04', 3],
      ['2026-01-05', 4],
    ],
    comparison: [[4], [null]],
  },
  {
    name: 'groups beyond the limit do not hold what is folded',
    settings,
    events: [
      ...ask('01-05T10:00', 'abcd', { channel: 'chat' }),
      ...ask('01-05T10:00', 'abc', { channel: 'mail' }),
      ...ask('01-05T10:00', 'a', { channel: 'fax' }),
      ...ask('01-05T10:00', 'bc', { channel: 'phone' }),
    ],
    query: { metrics: ['questions'], dimensions: ['channel'], limit: 1, include: { other: true } },
    rows: [
      ['chat', 4],
      [null, 3],
      [null, 3],
    ],
    folded: [false, false, true],
  },
  {
    name: 'rows of tickets and of sessions are folded too',
    settings,
    events: [
      ['01-05T10:00', 'ticket', { ticket_id: 'A', status: 'opened', department: 'x' }],
      ['01-05T10:00', 'ticket', { ticket_id: 'B', status: 'opened', department: 'y', session_id: undefined }],
    ],
    query: { metrics: ['backlog', 'single_event_sessions'], dimensions: ['department'] },
    rows: [
      ['y', 1, 0],
      [null, null, null],
    ],
    folded: [false, true],
  },
]
