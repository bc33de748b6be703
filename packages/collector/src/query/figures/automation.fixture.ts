/** Cases of decisions, replies and operations. */
import type { FigureCase } from './case.fixture.js'

export const automationCases: readonly FigureCase[] = [
  {
    name: 'a misroute is an override that changes the department',
    events: [
      ['01-05T10:00', 'decision', { decision: { confidence: 0.5 } }],
      ['01-05T10:00', 'decision', { decision: { confidence: 0.75 } }],
      ['01-05T10:00', 'decision'],
      ['01-05T10:00', 'decision'],
      ['01-05T10:00', 'override', { from_department: 'a', to_department: 'b' }],
      ['01-05T10:00', 'override', { from_department: 'a', to_department: 'a' }],
      ['01-05T10:00', 'override', { label: 'tone' }],
    ],
    query: { metrics: ['decisions', 'override_rate', 'misroute_rate', 'confidence_avg'] },
    rows: [[4, 0.75, 0.25, 0.625]],
  },
  {
    name: 'the department is the first of three fields',
    events: [
      ['01-05T10:00', 'decision', { decision: { department: 'billing' } }],
      ['01-05T10:00', 'override', { from_department: 'legal', to_department: 'billing' }],
      ['01-05T10:00', 'decision'],
    ],
    query: { metrics: ['decisions', 'override_rate'], dimensions: ['department'] },
    rows: [
      ['billing', 1, 1],
      [null, 1, 0],
    ],
  },
  {
    name: 'replies are counted by their outcome',
    events: [
      ['01-05T10:00', 'automation_outcome', { outcome: 'sent' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'sent' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'sent' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'blocked' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'blocked' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'failed' }],
    ],
    query: { metrics: ['automated_replies', 'blocked_replies', 'failed_replies'] },
    rows: [[3, 2, 1]],
  },
  {
    name: 'runs fail by failure and by time',
    events: [
      ['01-05T10:00', 'workflow_run', { status: 'failure' }],
      ['01-05T10:00', 'workflow_run', { status: 'timed_out' }],
      ['01-05T10:00', 'workflow_run', { status: 'success' }],
      ['01-05T10:00', 'workflow_run', { status: 'success' }],
      ['01-05T10:00', 'performance_sample', { p95_latency_ms: 100, throughput: 3 }],
      ['01-05T10:00', 'performance_sample', { p95_latency_ms: 300, throughput: 4 }],
    ],
    query: {
      metrics: ['workflow_runs', 'failed_runs', 'run_failure_rate', 'p95_latency_ms_avg', 'throughput_avg'],
    },
    rows: [[4, 2, 0.5, 200, 3.5]],
  },
  {
    name: 'costs of vendor calls and of answers are never added',
    events: [
      ['01-05T10:00', 'vendor_call', { vendor: { name: 'v' }, cost_usd: 0.25, input_tokens: 10 }],
      ['01-05T10:00', 'vendor_call', { vendor: { name: 'v' }, output_tokens: 7, cached_tokens: 3 }],
      [
        '01-05T10:00',
        'agent_response',
        { cost_usd: 0.5, input_tokens: 20, output_tokens: 5, cached_tokens: 1 },
      ],
    ],
    query: {
      metrics: [
        'vendor_calls',
        'cost_usd_sum',
        'input_tokens_sum',
        'output_tokens_sum',
        'cached_tokens_sum',
        'answer_cost_usd_sum',
        'answer_input_tokens_sum',
        'answer_output_tokens_sum',
        'answer_cached_tokens_sum',
      ],
    },
    rows: [[2, 0.25, 10, 7, 3, 0.5, 20, 5, 1]],
  },
  {
    name: 'suggested questions and visualizations are shares of those that say it',
    events: [
      ['01-05T10:00', 'user_query', { is_suggested_prompt: true }],
      ['01-05T10:00', 'user_query', { is_suggested_prompt: false }],
      ['01-05T10:00', 'user_query'],
      ['01-05T10:00', 'agent_response', { has_visualization: true }],
      ['01-05T10:00', 'agent_response', { has_visualization: true }],
      ['01-05T10:00', 'agent_response', { has_visualization: false }],
      ['01-05T10:00', 'agent_response', { has_visualization: false }],
      ['01-05T10:00', 'agent_response', { has_visualization: false }],
    ],
    query: { metrics: ['suggested_rate', 'visualization_rate'] },
    rows: [[0.5, 0.4]],
  },
  {
    name: 'events of one type are counted',
    events: [
      ['01-05T10:00', 'feedback', { rating: 2 }],
      ['01-05T10:00', 'feedback', { rating: 5 }],
      ['01-05T10:00', 'feedback'],
      ['01-05T10:00', 'widget_loaded'],
      ['01-05T10:00', 'bubble_opened'],
      ['01-05T10:00', 'bubble_opened'],
      ['01-05T10:00', 'cta_clicked'],
      ['01-05T10:00', 'page_view'],
      ['01-05T10:00', 'page_view'],
    ],
    query: {
      metrics: ['feedbacks', 'rating_avg', 'widget_loads', 'bubble_opens', 'cta_clicks', 'page_views'],
    },
    rows: [[3, 3.5, 1, 2, 1, 2]],
  },
  {
    name: 'each figure of a number, under its full name and the bare one',
    events: [
      ['01-05T10:00', 'request', { response_time_ms: 0 }],
      ['01-05T10:00', 'request', { response_time_ms: 100 }],
      ['01-05T10:00', 'request'],
    ],
    query: {
      metrics: ['sum', 'avg', 'min', 'max', 'p50', 'p90', 'p95', 'p99'].flatMap((figure) => [
        `response_time_ms_${figure}`,
        `request.response_time_ms_${figure}`,
      ]),
    },
    rows: [[100, 100, 50, 50, 0, 0, 100, 100, 50, 50, 90, 90, 95, 95, 99, 99]],
  },
  {
    name: 'an event with two items beyond the limit is one of the others',
    events: [
      ['01-05T10:00', 'request', { asset_types: ['pump'] }],
      ['01-05T10:00', 'request', { asset_types: ['pump'] }],
      ['01-05T10:00', 'request', { asset_types: ['valve', 'motor'] }],
    ],
    query: { metrics: ['requests'], dimensions: ['asset_types'], limit: 1, include: { other: true } },
    rows: [
      ['pump', 2],
      [null, 1],
    ],
    meta: { total_rows: 3 },
  },
]
