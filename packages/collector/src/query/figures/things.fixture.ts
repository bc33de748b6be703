/** Cases of tickets, incidents and predictions, of each of which several events tell. */
import type { FigureCase } from './case.fixture.js'

const ticket = (id: string, fields: Readonly<Record<string, unknown>>) => ({ ticket_id: id, ...fields })

export const thingCases: readonly FigureCase[] = [
  {
    name: 'a ticket is one row: its first reply and its last resolution count',
    events: [
      ['01-01T10:00', 'ticket', ticket('A', { status: 'opened' })],
      ['01-01T10:10', 'ticket', ticket('A', { status: 'replied' })],
      ['01-01T10:50', 'ticket', ticket('A', { status: 'replied' })],
      ['01-01T11:00', 'ticket', ticket('A', { status: 'resolved' })],
      ['01-01T12:00', 'ticket', ticket('A', { status: 'reopened' })],
      ['01-01T14:00', 'ticket', ticket('A', { status: 'resolved' })],
      [
        '01-02T10:00',
        'ticket',
        ticket('B', {
          opened_at: '2026-01-02T08:00:00Z',
          first_reply_at: '2026-01-02T08:30:00Z',
          resolved_at: '2026-01-02T09:00:00Z',
        }),
      ],
    ],
    // Replies after 600 and 1,800 s; resolutions after 14,400 and 3,600 s.
    query: {
      metrics: [
        'first_reply_time_avg',
        'first_reply_time_median',
        'first_reply_time_p95',
        'resolution_time_avg',
        'resolution_time_median',
        'resolution_time_p95',
      ],
    },
    rows: [[1200, 1200, 1740, 9000, 9000, 13_860]],
  },
  {
    name: 'a ticket told before the range counts in the bucket of its resolution, under what was stated last',
    events: [
      ['2025-11-01T10:00', 'ticket', ticket('A', { status: 'opened', department: 'billing' })],
      ['01-05T10:00', 'ticket', ticket('A', { status: 'resolved', department: 'legal' })],
    ],
    query: { metrics: ['resolution_time_avg'], dimensions: ['time:day', 'department'], date_range: '2d' },
    // 65 days.
    rows: [
      ['2026-01-04', 'legal', null],
      ['2026-01-05', 'legal', 65 * 86_400],
    ],
  },
  {
    name: 'the backlog is what is open at the end of each day',
    events: [
      ['2025-12-01T10:00', 'ticket', ticket('old', { status: 'opened' })],
      ['01-03T10:00', 'ticket', ticket('A', { status: 'opened' })],
      ['01-03T10:00', 'ticket', ticket('A', { status: 'opened' })],
      ['01-04T10:00', 'ticket', ticket('A', { status: 'resolved' })],
      ['01-05T10:00', 'ticket', ticket('A', { status: 'reopened' })],
      ['01-04T11:00', 'ticket', ticket('B', { status: 'opened' })],
      ['01-04T12:00', 'ticket', ticket('B', { status: 'resolved' })],
    ],
    query: { metrics: ['backlog'], dimensions: ['time:day'], date_range: '4d' },
    rows: [
      ['2026-01-02', 1],
      ['2026-01-03', 2],
      ['2026-01-04', 1],
      ['2026-01-05', 2],
    ],
  },
  {
    name: 'the backlog of days that retention has cut is not known',
    events: [['01-03T10:00', 'ticket', ticket('A', { status: 'opened' })]],
    settings: { keptDays: () => 2 },
    query: { metrics: ['backlog'], dimensions: ['time:day'], date_range: '4d', include: { totals: true } },
    // Events before 12:30 of January 3 are cut.
    rows: [
      ['2026-01-02', null],
      ['2026-01-03', 1],
      ['2026-01-04', 1],
      ['2026-01-05', 1],
    ],
    totals: [1],
  },
  {
    name: 'the backlog without buckets is what is open at the end of the range',
    events: [
      ['2025-12-01T10:00', 'ticket', ticket('old', { status: 'opened', department: 'x' })],
      ['01-03T10:00', 'ticket', ticket('A', { status: 'opened', department: 'y' })],
      ['01-04T10:00', 'ticket', ticket('A', { status: 'resolved' })],
    ],
    query: {
      metrics: ['backlog'],
      dimensions: ['department'],
      date_range: ['2026-01-03', '2026-01-03'],
      include: { totals: true },
    },
    rows: [
      ['x', 1],
      ['y', 1],
    ],
    totals: [2],
  },
  {
    name: 'a ticket is deflected by a sent reply without an override and without a person',
    events: [
      ['01-05T08:00', 'ticket', ticket('A', { status: 'opened' })],
      ['01-05T08:01', 'automation_outcome', ticket('A', { outcome: 'sent' })],
      ['01-05T08:00', 'ticket', ticket('B', { status: 'opened' })],
      ['01-05T08:01', 'automation_outcome', ticket('B', { outcome: 'sent' })],
      ['01-05T08:02', 'override', ticket('B', {})],
      ['01-05T08:00', 'ticket', ticket('C', { status: 'opened' })],
      ['01-05T08:01', 'automation_outcome', ticket('C', { outcome: 'sent' })],
      ['01-05T08:02', 'ticket', ticket('C', { status: 'replied' })],
      ['01-05T08:00', 'ticket', ticket('D', { status: 'opened' })],
      ['01-05T08:01', 'automation_outcome', ticket('D', { outcome: 'blocked' })],
    ],
    query: { metrics: ['deflection_estimate'] },
    rows: [[0.25]],
  },
  {
    name: 'an incident is one row, however often and in whatever order it is told',
    events: [
      ['01-02T10:00', 'incident', { incident_id: 'I1', resolved_at: '2026-01-02T10:00:00Z' }],
      ['01-02T11:00', 'incident', { incident_id: 'I1', opened_at: '2026-01-01T10:00:00Z', service: 's' }],
      ['01-02T11:00', 'incident', { incident_id: 'I1', opened_at: '2026-01-01T10:00:00Z' }],
      ['01-02T12:00', 'incident', { incident_id: 'I2' }],
      ['01-02T13:00', 'incident', { incident_id: 'I2', resolved_at: '2026-01-02T12:10:00Z' }],
      ['01-03T12:00', 'incident', { incident_id: 'I3' }],
    ],
    query: {
      metrics: ['incidents', 'open_incidents', 'mttr_avg', 'mttr_median', 'mttr_p95'],
      dimensions: ['time:day'],
      date_range: ['2026-01-01', '2026-01-03'],
    },
    // I1 took 86,400 s and I2 600 s, both resolved on January 2: 600 + 0.95 × 85,800.
    rows: [
      ['2026-01-01', 1, 0, null, null, null],
      ['2026-01-02', 1, 0, 43_500, 43_500, 82_110],
      ['2026-01-03', 1, 1, null, null, null],
    ],
  },
  {
    name: 'a prediction is one row with its last probability and outcome',
    events: [
      ['01-04T10:00', 'prediction', { prediction_id: 'P1', probability: 0.2 }],
      ['01-05T10:00', 'prediction', { prediction_id: 'P1', probability: 0.75, outcome: 'failure' }],
      ['01-04T10:00', 'prediction', { prediction_id: 'P2', probability: 0.5, outcome: 'success' }],
      ['01-04T10:00', 'prediction', { probability: 0.125, outcome: 'success' }],
      ['01-04T10:00', 'prediction', { probability: 0.125 }],
      ['01-04T10:00', 'prediction', { prediction_id: 'P3', probability: 1, outcome: 'unknown' }],
    ],
    // Right: P1 and the one without an id, of three with an outcome.
    query: {
      metrics: ['predictions', 'probability_avg', 'prediction_accuracy'],
      date_range: ['2026-01-04', '2026-01-04'],
    },
    rows: [[5, 0.5, 2 / 3]],
  },
  {
    name: 'the Brier score is the average of squared errors',
    events: [
      ['01-04T10:00', 'prediction', { prediction_id: 'P1', probability: 0.5, outcome: 'failure' }],
      ['01-04T10:00', 'prediction', { prediction_id: 'P2', probability: 0.25, outcome: 'success' }],
    ],
    // (0.25 + 0.0625) ÷ 2
    query: { metrics: ['brier_score'] },
    rows: [[0.15625]],
  },
]
