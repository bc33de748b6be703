/** Cases of what prices make of counts; the prices are the defaults 0.01, 0.005 and 0.02. */
import type { FigureCase } from './case.fixture.js'

export const costCases: readonly FigureCase[] = [
  {
    name: 'costs are prices times counts, and per hour until now',
    events: [
      ['01-05T10:00', 'workflow_run', { status: 'success' }],
      ['01-05T10:00', 'workflow_run', { status: 'failure' }],
      ['01-05T10:00', 'performance_sample', { p95_latency_ms: 1 }],
      ['01-05T10:00', 'prediction', { probability: 0.1, prediction_id: 'a' }],
      ['01-05T11:00', 'prediction', { probability: 0.2, prediction_id: 'a', outcome: 'success' }],
      ['01-05T11:00', 'prediction', { probability: 0.2 }],
    ],
    // Two runs are 0.02, a sample 0.005, and two predictions 0.04. The day has 12.5 hours by now.
    query: {
      metrics: ['workflow_cost', 'monitoring_cost', 'prediction_cost', 'cost_estimate', 'cost_per_hour'],
      date_range: 'today',
    },
    rows: [[0.02, 0.005, 0.04, 0.065, 0.0052]],
  },
  {
    name: 'a day without events costs nothing',
    events: [['01-05T10:00', 'workflow_run', { status: 'success' }]],
    query: { metrics: ['cost_estimate'], dimensions: ['time:day'], date_range: '2d' },
    rows: [
      ['2026-01-04', 0],
      ['2026-01-05', 0.01],
    ],
  },
  {
    name: 'counts beside shares',
    events: [
      ['01-05T10:00', 'agent_response', { no_match: true }],
      ['01-05T10:00', 'message_sent', { no_match: true }],
      ['01-05T10:00', 'agent_response', { no_match: false }],
      ['01-05T10:00', 'agent_response', { success: false }],
      ['01-05T10:00', 'override'],
      ['01-05T10:00', 'error'],
      ['01-05T10:00', 'error'],
    ],
    query: { metrics: ['no_matches', 'overrides', 'errors', 'failed_answer_rate'] },
    rows: [[2, 1, 2, 0.25]],
  },
]
