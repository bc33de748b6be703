/** A case of each report, and of its period, its comparison and its tenants. */
import type { ReportCase } from './case.fixture.js'

const none = { session_id: undefined }
const sample = (service: string, error_rate: number, p95_latency_ms: number) => ({
  service,
  error_rate,
  p95_latency_ms,
})

export const reportCases: readonly ReportCase[] = [
  {
    name: 'overview has a row for each tenant, also without events',
    report: 'overview',
    events: [
      ['01-05T10:00', 'workflow_run', { status: 'success', session_id: 'a' }],
      ['01-05T10:00', 'workflow_run', { status: 'failure', session_id: 'a' }],
      ['01-05T10:00', 'workflow_run', { status: 'timed_out', session_id: 'b' }],
      ['01-05T10:00', 'workflow_run', { status: 'skipped', ...none }],
      ['01-05T10:00', 'performance_sample', { p95_latency_ms: 100, throughput: 10, ...none }],
      ['01-05T10:00', 'performance_sample', { p95_latency_ms: 300, throughput: 30, ...none }],
      ['01-05T10:00', 'prediction', { prediction_id: 'p', probability: 0.75, ...none }],
      // The prediction is told again with its outcome, and counts once with its last probability.
      ['01-05T11:00', 'prediction', { prediction_id: 'p', probability: 0.25, outcome: 'success', ...none }],
    ],
    others: [],
    parameters: { days: '1' },
    lists: {
      rows: [
        {
          tenant: 'First',
          total_workflows: 4,
          failed_workflows: 2,
          failure_rate_percent: 50,
          avg_p95_latency_ms: 200,
          avg_throughput_rps: 20,
          total_predictions: 1,
          avg_failure_probability: 0.25,
          events: 8,
          sessions: 2,
        },
        {
          tenant: 'Second',
          total_workflows: 0,
          failed_workflows: 0,
          failure_rate_percent: null,
          avg_p95_latency_ms: null,
          avg_throughput_rps: null,
          total_predictions: 0,
          avg_failure_probability: null,
          events: 0,
          sessions: 0,
        },
      ],
    },
  },
  {
    name: 'a comparison holds the figures before, and shares differ in points',
    report: 'tenant',
    events: [
      ['01-05T10:00', 'workflow_run', { status: 'success', session_id: 'a' }],
      ['01-05T10:00', 'workflow_run', { status: 'failure', session_id: 'a' }],
      ['01-04T10:00', 'workflow_run', { status: 'success', session_id: 'a' }],
      // It is later than the same time of the day before, and no part of the comparison.
      ['01-04T13:00', 'workflow_run', { status: 'success', session_id: 'b' }],
    ],
    parameters: { days: '1', compare: 'previous_period' },
    lists: {
      rows: [
        {
          total_workflows: 2,
          failed_workflows: 1,
          failure_rate_percent: 50,
          avg_p95_latency_ms: null,
          avg_throughput_rps: null,
          total_predictions: 0,
          avg_failure_probability: null,
          events: 2,
          sessions: 1,
        },
      ],
    },
    comparison: [
      {
        total_workflows: 1,
        failed_workflows: 0,
        failure_rate_percent: 0,
        avg_p95_latency_ms: null,
        avg_throughput_rps: null,
        total_predictions: 0,
        avg_failure_probability: null,
        events: 1,
        sessions: 1,
      },
    ],
    change: [
      {
        total_workflows: 1,
        failed_workflows: null,
        failure_rate_percent: 50,
        avg_p95_latency_ms: null,
        avg_throughput_rps: null,
        total_predictions: null,
        avg_failure_probability: null,
        events: 1,
        sessions: 0,
      },
    ],
  },
  {
    name: 'mttr counts incidents by their opening and repairs by their end',
    report: 'mttr',
    events: [
      ['01-05T10:00', 'incident', { incident_id: 'a', service: 'api', opened_at: '2026-01-05T10:00:00Z' }],
      ['01-05T10:01', 'incident', { incident_id: 'a', resolved_at: '2026-01-05T10:01:00Z' }],
      [
        '01-05T10:03',
        'incident',
        {
          incident_id: 'b',
          service: 'api',
          opened_at: '2026-01-05T10:00:00Z',
          resolved_at: '2026-01-05T10:03:00Z',
        },
      ],
      ['01-05T11:00', 'incident', { incident_id: 'c', service: 'web', opened_at: '2026-01-05T11:00:00Z' }],
    ],
    parameters: { days: '1' },
    // Repairs took 60 and 180 seconds; the rank of the 95th percentile is 0.95: 60 + 0.95 × 120.
    lists: {
      rows: [
        {
          incident_count: 3,
          open_incidents: 1,
          avg_mttr_seconds: 120,
          median_mttr_seconds: 120,
          p95_mttr_seconds: 174,
        },
      ],
    },
  },
  {
    name: 'costs are prices times counts',
    report: 'costs',
    events: [
      ['01-05T10:00', 'workflow_run', { status: 'success' }],
      ['01-05T10:00', 'workflow_run', { status: 'success' }],
      ['01-05T10:00', 'performance_sample', sample('api', 0, 1)],
      ['01-05T10:00', 'prediction', { probability: 0.1 }],
      ['01-05T10:00', 'prediction', { probability: 0.1 }],
    ],
    parameters: { days: '1' },
    // The day has 12.5 hours by now.
    lists: {
      rows: [
        {
          workflow_execution_cost: 0.02,
          monitoring_cost: 0.005,
          prediction_cost: 0.04,
          total_cost: 0.065,
          cost_per_hour: 0.0052,
        },
      ],
      days: [
        {
          date: '2026-01-05',
          workflow_execution_cost: 0.02,
          monitoring_cost: 0.005,
          prediction_cost: 0.04,
          total_cost: 0.065,
        },
      ],
    },
  },
  {
    name: 'trends have a row for each local day',
    report: 'trends',
    // It is 00:30 of January 5 in Zurich.
    events: [['01-04T23:30', 'workflow_run', { status: 'failure', session_id: 'a' }]],
    parameters: { from: '2026-01-04', to: '2026-01-06', time_zone: 'Europe/Zurich' },
    lists: {
      rows: [['2026-01-04', 0, 0, null, 0, 0] as const, ['2026-01-05', 1, 1, 100, 1, 1] as const].map(
        ([date, total_workflows, failed_workflows, failure_rate_percent, events, sessions]) => ({
          date,
          total_workflows,
          failed_workflows,
          failure_rate_percent,
          avg_p95_latency_ms: null,
          avg_throughput_rps: null,
          total_predictions: 0,
          avg_failure_probability: null,
          incidents: 0,
          events,
          sessions,
        }),
      ),
    },
  },
  {
    name: 'health judges the last sample of each service',
    report: 'health',
    events: [
      ['01-05T12:29', 'performance_sample', sample('api', 0.01, 100)],
      // An older one does not count.
      ['01-05T12:20', 'performance_sample', sample('api', 0.9, 9000)],
      ['01-05T12:29', 'performance_sample', sample('billing', 0.2, 100)],
      ['01-05T12:29', 'performance_sample', sample('search', 0.01, 1000)],
      ['01-05T12:19', 'performance_sample', sample('web', 0.9, 100)],
    ],
    parameters: { days: '1' },
    lists: {
      rows: (
        [
          ['api', 'ok', '12:29', 0.01, 100],
          ['billing', 'critical', '12:29', 0.2, 100],
          ['search', 'warning', '12:29', 0.01, 1000],
          ['web', 'silent', '12:19', 0.9, 100],
        ] as const
      ).map(([service, state, time, error_rate, p95_latency_ms]) => ({
        service,
        state,
        last_sample_at: `2026-01-05T${time}:00.000Z`,
        error_rate,
        p95_latency_ms,
        throughput: null,
      })),
    },
  },
  {
    name: 'predictions are judged by their last probability and outcome',
    report: 'predictions',
    events: [
      ['01-05T10:00', 'prediction', { prediction_id: 'a', probability: 0.9, service: 'api' }],
      [
        '01-05T11:00',
        'prediction',
        { prediction_id: 'a', probability: 0.8, service: 'api', outcome: 'failure' },
      ],
      ['01-05T10:00', 'prediction', { probability: 0.6, service: 'web', outcome: 'success' }],
      ['01-05T10:00', 'prediction', { probability: 0.1, service: 'web' }],
    ],
    parameters: { days: '1' },
    // One of the two with an outcome is right; their squared errors are 0.04 and 0.36.
    lists: {
      rows: [
        {
          total_predictions: 3,
          avg_failure_probability: 0.5,
          prediction_accuracy: 0.5,
          brier_score: 0.2,
        },
      ],
    },
  },
  {
    name: 'gaps are topics by the number of answers without a match',
    report: 'gaps',
    events: [
      ['01-05T10:00', 'agent_response', { topic: 'tax', no_match: true, match_score: 0.2 }],
      ['01-05T10:00', 'message_sent', { topic: 'tax', no_match: true, match_score: 0.4 }],
      ['01-05T10:00', 'agent_response', { topic: 'tax', no_match: false }],
      ['01-05T10:00', 'agent_response', { topic: 'fees', no_match: true }],
      ['01-05T10:00', 'agent_response', { topic: 'known', no_match: false }],
    ],
    parameters: { days: '1' },
    lists: {
      rows: [
        { topic: 'tax', no_matches: 2, answers: 3, no_match_rate: 2 / 3, match_score_avg: 0.3 },
        { topic: 'fees', no_matches: 1, answers: 1, no_match_rate: 1, match_score_avg: null },
      ],
    },
  },
  {
    name: 'automation counts replies by week and blocks by reason',
    report: 'automation',
    events: [
      ['01-05T10:00', 'automation_outcome', { outcome: 'sent', ticket_id: 't1', template_id: 'x' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'blocked', template_id: 'x', block_reason: 'tone' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'failed', template_id: 'y' }],
      ['01-05T09:00', 'ticket', { ticket_id: 't1', status: 'opened', opened_at: '2026-01-05T09:00:00Z' }],
      ['01-05T09:00', 'ticket', { ticket_id: 't2', status: 'opened', opened_at: '2026-01-05T09:00:00Z' }],
      [
        '01-05T09:02',
        'ticket',
        { ticket_id: 't2', status: 'replied', first_reply_at: '2026-01-05T09:02:00Z' },
      ],
    ],
    parameters: { days: '1' },
    lists: {
      rows: [
        {
          week: '2026-01-05',
          automated_replies: 1,
          blocked_replies: 1,
          failed_replies: 1,
          deflection_estimate: 0.5,
          first_reply_time_avg: 120,
          first_reply_time_median: 120,
          first_reply_time_p95: 120,
        },
      ],
      templates: [
        { template_id: 'x', automated_replies: 1, blocked_replies: 1, failed_replies: 0 },
        { template_id: 'y', automated_replies: 0, blocked_replies: 0, failed_replies: 1 },
      ],
      block_reasons: [{ block_reason: 'tone', blocked_replies: 1 }],
    },
  },
  {
    name: 'overrides are told by week, department and type',
    report: 'overrides',
    events: [
      ['01-05T10:00', 'decision', { decision: { confidence: 0.5, primary_intent: 'refund' } }],
      ['01-05T10:00', 'decision', { decision: { confidence: 0.7, primary_intent: 'refund' } }],
      ['01-05T10:00', 'override', { override_type: 'route', from_department: 'a', to_department: 'b' }],
    ],
    parameters: { days: '1' },
    lists: {
      rows: [
        {
          week: '2026-01-05',
          decisions: 2,
          overrides: 1,
          override_rate: 0.5,
          misroute_rate: 0.5,
          confidence_avg: 0.6,
        },
      ],
      routes: [{ from_department: 'a', to_department: 'b', overrides: 1 }],
      types: [{ override_type: 'route', overrides: 1 }],
      intents: [{ primary_intent: 'refund', decisions: 2, confidence_avg: 0.6 }],
      confidence: [{ confidence_from: 0.5, decisions: 2 }],
    },
  },
  {
    name: 'vendors have calls, errors, latency and cost',
    report: 'vendors',
    events: [
      [
        '01-05T10:00',
        'vendor_call',
        {
          vendor: { name: 'v', operation: 'chat', http_status: 200 },
          latency_ms: 100,
          cost_usd: 0.5,
          input_tokens: 10,
        },
      ],
      [
        '01-05T10:00',
        'vendor_call',
        { vendor: { name: 'v', operation: 'chat', http_status: 500 }, latency_ms: 300 },
      ],
    ],
    parameters: { days: '1' },
    lists: {
      rows: [
        {
          vendor_name: 'v',
          vendor_calls: 2,
          vendor_error_rate: 0.5,
          'vendor_call.latency_ms_avg': 200,
          'vendor_call.latency_ms_p95': 290,
          cost_usd_sum: 0.5,
          input_tokens_sum: 10,
          output_tokens_sum: null,
        },
      ],
    },
  },
  {
    name: 'usage counts users and sessions by day, and sessions by what they use',
    report: 'usage',
    events: [
      ['01-05T10:00', 'request', { session_id: 'a', user: 'hp_1', module: 'map', site_tokens: ['S1', 'S2'] }],
      ['01-05T10:01', 'request', { session_id: 'a', user: 'hp_1', module: 'map', asset_types: ['pump'] }],
      ['01-05T10:00', 'page_view', { session_id: 'b', user: 'hp_1' }],
    ],
    parameters: { days: '1' },
    lists: {
      rows: [
        {
          date: '2026-01-05',
          users: 1,
          app_sessions: 2,
          sessions_per_user: 2,
          session_duration_avg: 60,
          session_duration_median: 60,
          requests: 2,
          page_views: 1,
        },
      ],
      modules: [
        { module: 'map', app_sessions: 1, users: 1, requests: 2, page_views: 0 },
        { module: null, app_sessions: 1, users: 1, requests: 0, page_views: 1 },
      ],
      sites: [
        { site_tokens: null, app_sessions: 2, users: 1, requests: 1, page_views: 1 },
        { site_tokens: 'S1', app_sessions: 1, users: 1, requests: 1, page_views: 0 },
        { site_tokens: 'S2', app_sessions: 1, users: 1, requests: 1, page_views: 0 },
      ],
      // The session of one event has no duration.
      durations: [
        { session_duration_from: 50, app_sessions: 1 },
        { session_duration_from: null, app_sessions: 1 },
      ],
    },
  },
  {
    name: 'the funnel counts sessions that reach each step in order',
    report: 'funnel',
    events: [
      ['01-05T10:00:00', 'widget_loaded', { session_id: 'a' }],
      ['01-05T10:00:10', 'bubble_opened', { session_id: 'a' }],
      ['01-05T10:00:40', 'message_sent', { session_id: 'a' }],
      ['01-05T10:00:00', 'widget_loaded', { session_id: 'b' }],
      // It comes before the step before it.
      ['01-05T09:00:00', 'cta_clicked', { session_id: 'b' }],
    ],
    parameters: { days: '1' },
    lists: {
      rows: [
        ['loaded', 2, 1, null, null] as const,
        ['opened', 1, 0.5, 0.5, 10] as const,
        ['asked', 1, 0.5, 1, 30] as const,
        ['followed', 0, 0, 0, null] as const,
      ].map(([step, sessions, from_first, from_previous, median_seconds_from_previous]) => ({
        step,
        sessions,
        from_first,
        from_previous,
        median_seconds_from_previous,
      })),
    },
  },
]
