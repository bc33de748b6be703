/** Retention reports that a reader can compute by hand, for the tests of each store. */
import type { NamedReportStore } from '../../sinks/report-store.js'
import { type CaseEvent, NOW } from '../figures/case.fixture.js'
import { defaultQuerySettings } from '../language/query-settings.js'
import { checkRetention } from './check-retention.js'
import { runRetention } from './run-retention.js'

export interface RetentionCase {
  readonly name: string
  readonly events: readonly CaseEvent[]
  readonly retention: Readonly<Record<string, unknown>>
  /** The Monday of the cohort, its persons, and how many of them were there in each week. */
  readonly rows: readonly (readonly [cohort: string, users: number | null, ...weeks: (number | null)[]])[]
  /** The shares of the first row. */
  readonly shares?: readonly (number | null)[]
  readonly minSessions?: number
}

const of = (user: string, more: object = {}) => ({ user, ...more })

/** Now is Monday, 2026-01-05: these are its week and the three before it. */
const FOUR_WEEKS = '21d'

export const retentionCases: readonly RetentionCase[] = [
  {
    name: 'the first event of a person says its cohort, and each week counts a person once',
    events: [
      ['2025-12-16T10:00', 'user_query', of('hp_a')],
      ['2025-12-17T10:00', 'user_query', of('hp_a')],
      ['2025-12-23T10:00', 'feedback', of('hp_a')],
      ['01-05T10:00', 'user_query', of('hp_a')],
      ['2025-12-21T23:59', 'user_query', of('hp_b')],
      ['2025-12-30T10:00', 'user_query', of('hp_b')],
      ['2025-12-22T00:00', 'user_query', of('hp_c')],
      // This person began before the range: it is in no cohort.
      ['2025-12-01T10:00', 'user_query', of('hp_d')],
      ['2025-12-16T10:00', 'user_query', of('hp_d')],
      ['2025-12-16T10:00', 'user_query'],
    ],
    retention: { date_range: FOUR_WEEKS },
    rows: [
      ['2025-12-15', 2, 2, 1, 1, 1],
      ['2025-12-22', 1, 1, 0, 0],
      ['2025-12-29', 0, 0, 0],
      ['2026-01-05', 0, 0],
    ],
    shares: [1, 0.5, 0.5, 0.5],
  },
  {
    name: 'without events there are cohorts of nobody',
    events: [],
    retention: { date_range: 'today' },
    rows: [['2026-01-05', 0, 0]],
    shares: [null],
  },
  {
    name: 'the first and the returning event have filters, and events before the first do not count',
    events: [
      ['2025-12-29T09:00', 'feedback', of('hp_a')],
      ['2025-12-30T10:00', 'user_query', of('hp_a', { channel: 'chat' })],
      ['01-05T10:00', 'feedback', of('hp_a')],
      ['2025-12-29T09:00', 'user_query', of('hp_b', { channel: 'email' })],
      ['2025-12-29T09:01', 'feedback', of('hp_b')],
      ['2025-12-29T09:00', 'user_query', of('hp_c', { channel: 'chat' })],
      ['2025-12-29T09:01', 'feedback', of('hp_c')],
      ['01-05T10:00', 'user_query', of('hp_c', { channel: 'chat' })],
    ],
    retention: {
      date_range: '8d',
      first: { event: 'user_query', filters: [['is', 'channel', ['chat']]] },
      returning: 'feedback',
    },
    rows: [
      ['2025-12-29', 2, 1, 1],
      ['2026-01-05', 0, 0],
    ],
  },
  {
    name: 'filters hold for both events',
    events: [
      ['2025-12-30T10:00', 'user_query', of('hp_a', { channel: 'chat' })],
      ['01-05T10:00', 'user_query', of('hp_a', { channel: 'email' })],
      ['2025-12-30T10:00', 'user_query', of('hp_b', { channel: 'email' })],
    ],
    retention: { date_range: '8d', filters: [['is', 'channel', ['chat']]] },
    rows: [
      ['2025-12-29', 1, 1, 0],
      ['2026-01-05', 0, 0],
    ],
  },
  {
    name: 'weeks begin on Monday in the time zone',
    events: [
      ['2025-12-28T22:59', 'user_query', of('hp_a')],
      ['2025-12-28T23:00', 'user_query', of('hp_b')],
      ['01-04T23:00', 'user_query', of('hp_b')],
    ],
    retention: { date_range: '9d', time_zone: 'Europe/Zurich' },
    rows: [
      ['2025-12-22', 1, 1, 0, 0],
      ['2025-12-29', 1, 1, 1],
      ['2026-01-05', 0, 0],
    ],
  },
  {
    name: 'cohorts of too few persons are hidden, and weeks of too few',
    events: [
      ...['hp_a', 'hp_b', 'hp_c'].map((user): CaseEvent => ['2025-12-16T10:00', 'user_query', of(user)]),
      ...['hp_a', 'hp_b'].map((user): CaseEvent => ['2025-12-23T10:00', 'user_query', of(user)]),
      ['2025-12-30T10:00', 'user_query', of('hp_a')],
      ['2025-12-30T10:00', 'user_query', of('hp_d')],
    ],
    retention: { date_range: FOUR_WEEKS },
    minSessions: 2,
    rows: [
      ['2025-12-15', 3, 3, 2, null, 0],
      ['2025-12-22', 0, 0, 0, 0],
      ['2025-12-29', null, null, null],
      ['2026-01-05', 0, 0],
    ],
    shares: [1, 2 / 3, null, 0],
  },
  {
    name: 'a range of everything begins with the week of the first event',
    events: [
      ['2025-12-31T10:00', 'user_query', of('hp_a')],
      ['01-05T10:00', 'user_query', of('hp_a')],
    ],
    retention: { date_range: 'all' },
    rows: [
      ['2025-12-29', 1, 1, 1],
      ['2026-01-05', 0, 0],
    ],
  },
]

export function retentionOf(
  from: NamedReportStore,
  { retention, minSessions = 0 }: RetentionCase,
  tenant: string,
) {
  const settings = { ...defaultQuerySettings, minSessions }
  const access = { tenants: [tenant], admin: false, who: 'test' }
  return runRetention(from, checkRetention(retention, access, NOW, settings), NOW)
}

/** Returns what a case says of an answer, for a comparison. */
export const shownBy = ({ rows }: Awaited<ReturnType<typeof retentionOf>>, { shares }: RetentionCase) => ({
  rows: rows.map(({ cohort, users, weeks }) => [cohort, users, ...weeks.map((week) => week.users)]),
  ...(shares && { shares: rows[0]?.weeks.map(({ share }) => share) }),
})

export const expectedBy = ({ rows, shares }: RetentionCase) => ({ rows, ...(shares && { shares }) })
