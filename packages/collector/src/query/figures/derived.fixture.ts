/** Cases of figures that compare a row with others. */
import type { CaseEvent, FigureCase } from './case.fixture.js'

const decisions = (time: string, count: number, decision: Readonly<Record<string, unknown>>): CaseEvent[] =>
  Array.from({ length: count }, () => [time, 'decision', { decision }])

/** Half against all in a bin, and half against none (which counts as 0.0001) in the other. */
const HALF_MOVED = (0.5 - 1) * Math.log(0.5 / 1) + (0.5 - 0.0001) * Math.log(0.5 / 0.0001)

export const derivedCases: readonly FigureCase[] = [
  {
    name: 'the drift compares with the bucket before',
    events: [
      ...decisions('01-03T10:00', 4, { confidence: 0.95 }),
      ...decisions('01-04T10:00', 2, { confidence: 1 }),
      ...decisions('01-04T10:00', 2, { confidence: 0.1 }),
      ...decisions('01-05T10:00', 1, { confidence: 0.9 }),
      ...decisions('01-05T10:00', 1, { confidence: 0.19 }),
      ...decisions('01-05T10:00', 1, {}),
    ],
    query: { metrics: ['confidence_drift'], dimensions: ['time:day'], date_range: '3d' },
    rows: [
      ['2026-01-03', null],
      ['2026-01-04', HALF_MOVED],
      ['2026-01-05', 0],
    ],
  },
  {
    name: 'the drift of the first bucket compares with one before the range, and totals with the range before',
    events: [
      ...decisions('01-04T10:00', 4, { confidence: 0.95 }),
      ...decisions('01-05T10:00', 2, { confidence: 1 }),
      ...decisions('01-05T10:00', 2, { confidence: 0.1 }),
    ],
    query: {
      metrics: ['confidence_drift'],
      dimensions: ['time:day'],
      date_range: '1d',
      include: { totals: true },
    },
    rows: [['2026-01-05', HALF_MOVED]],
    totals: [HALF_MOVED],
  },
  {
    name: 'the drift of a group compares with the same group in the comparison',
    events: [
      ...decisions('01-02T10:00', 4, { confidence: 0.95, tier: '1' }),
      ...decisions('01-02T10:00', 1, { confidence: 0.5, tier: '2' }),
      ...decisions('01-04T10:00', 9, { confidence: 0.2, tier: '1' }),
      ...decisions('01-05T10:00', 2, { confidence: 1, tier: '1' }),
      ...decisions('01-05T10:00', 2, { confidence: 0.1, tier: '1' }),
      ...decisions('01-05T10:00', 1, { confidence: 0.55, tier: '2' }),
    ],
    query: {
      metrics: ['confidence_drift'],
      dimensions: ['tier'],
      date_range: '1d',
      compare: ['2026-01-02', '2026-01-02'],
    },
    rows: [
      ['1', HALF_MOVED],
      ['2', 0],
    ],
    comparison: [[null], [null]],
  },
  {
    name: 'the anomaly of a template is measured by its shares in the eight days before',
    events: [
      // The shares of A were 0.5 four times and 0.25 four times: their mean is 0.375, their deviation 0.125.
      ...['2025-12-28', '2025-12-29', '2025-12-30', '2025-12-31'].flatMap((day) => [
        ...decisions(`${day}T10:00`, 2, { template_id: 'A' }),
        ...decisions(`${day}T10:00`, 2, { template_id: 'B' }),
      ]),
      ...['01-01', '01-02', '01-03', '01-04'].flatMap((day) => [
        ...decisions(`${day}T10:00`, 1, { template_id: 'A' }),
        ...decisions(`${day}T10:00`, 3, { template_id: 'B' }),
      ]),
      // This day is the ninth before.
      ...decisions('2025-12-27T10:00', 50, { template_id: 'A' }),
      ...decisions('01-05T10:00', 3, { template_id: 'A' }),
      ...decisions('01-05T10:00', 1, { template_id: 'B' }),
    ],
    query: {
      metrics: ['template_anomaly'],
      dimensions: ['time:day', 'template_id'],
      date_range: '1d',
      include: { totals: true },
    },
    // (0.75 − 0.375) ÷ 0.125, and for B (0.25 − 0.625) ÷ 0.125.
    rows: [
      ['2026-01-05', 'A', 3],
      ['2026-01-05', 'B', -3],
    ],
    totals: [null],
  },
  {
    name: 'shares that did not deviate make no anomaly',
    events: [
      ...decisions('01-03T10:00', 1, { template_id: 'A' }),
      ...decisions('01-04T10:00', 1, { template_id: 'A' }),
      ...decisions('01-05T10:00', 1, { template_id: 'A' }),
      ...decisions('01-05T10:00', 1, { template_id: 'B' }),
    ],
    query: { metrics: ['template_anomaly'], dimensions: ['time:day', 'template_id'], date_range: '1d' },
    rows: [
      ['2026-01-05', 'A', null],
      ['2026-01-05', 'B', null],
    ],
  },
]
