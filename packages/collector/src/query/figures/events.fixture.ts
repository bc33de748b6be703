/** Cases of counts, rates, averages and percentiles of events, and of groups, filters and periods. */
import type { FigureCase } from './case.fixture.js'

const none = { session_id: undefined }

export const eventCases: readonly FigureCase[] = [
  {
    name: 'message_sent is a question and an answer',
    events: [
      ['01-05T10:00', 'user_query'],
      ['01-05T10:01', 'agent_response'],
      ['01-05T10:02', 'message_sent'],
    ],
    query: { metrics: ['questions', 'answers', 'events'] },
    rows: [[2, 2, 3]],
  },
  {
    name: 'the reports of SDKs about themselves are no events',
    events: [
      ['01-05T10:00', 'client_report', { captured: 5 }],
      ['01-05T10:00', 'page_view'],
    ],
    query: { metrics: ['events'] },
    rows: [[1]],
  },
  {
    name: 'without events, counts are 0 and rates are null',
    events: [],
    query: { metrics: ['questions', 'no_match_rate', 'processing_time_ms_p95', 'users'] },
    rows: [[0, null, null, 0]],
  },
  {
    name: 'no_match is a share of the answers that say it',
    events: [
      ['01-05T10:00', 'agent_response', { no_match: true }],
      ['01-05T10:00', 'agent_response', { no_match: false }],
      ['01-05T10:00', 'message_sent', { no_match: false }],
      ['01-05T10:00', 'message_sent', { no_match: true }],
      ['01-05T10:00', 'agent_response'],
    ],
    query: { metrics: ['no_match_rate', 'answers'] },
    rows: [[0.5, 5]],
  },
  {
    name: 'failures are failed answers, errors, failed calls and failed outcomes',
    events: [
      ['01-05T10:00', 'agent_response', { success: false }],
      ['01-05T10:00', 'agent_response', { error_type: 'timeout' }],
      ['01-05T10:00', 'agent_response', { success: true }],
      ['01-05T10:00', 'message_sent', { success: false, error_type: 'x' }],
      ['01-05T10:00', 'error'],
      ['01-05T10:00', 'vendor_call', { vendor: { name: 'v', http_status: 0 } }],
      ['01-05T10:00', 'vendor_call', { vendor: { name: 'v', http_status: 500 } }],
      ['01-05T10:00', 'vendor_call', { vendor: { name: 'v', http_status: 200 } }],
      ['01-05T10:00', 'vendor_call', { vendor: { name: 'v' }, result: 'timeout' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'failed' }],
      ['01-05T10:00', 'automation_outcome', { outcome: 'sent' }],
    ],
    query: { metrics: ['failures', 'failed_answers', 'vendor_error_rate'] },
    rows: [[8, 3, 0.75]],
  },
  {
    name: 'sessions of requests alone are sessions of the application only',
    events: [
      ['01-05T10:00', 'request', { session_id: 'a', user: 'hp_1' }],
      ['01-05T10:00', 'page_view', { session_id: 'b', user: 'hp_1' }],
      ['01-05T10:00', 'user_query', { session_id: 'c' }],
      ['01-05T10:00', 'user_query', { session_id: 'c' }],
      ['01-05T10:00', 'error', none],
    ],
    query: {
      metrics: [
        'app_sessions',
        'sessions',
        'chat_sessions',
        'users',
        'sessions_per_user',
        'questions_per_session',
      ],
    },
    rows: [[3, 2, 1, 1, 2, 2]],
  },
  {
    name: 'percentiles interpolate between neighbors, over answers of both kinds',
    events: [
      ['01-05T10:00', 'agent_response', { processing_time_ms: 100 }],
      ['01-05T10:00', 'agent_response', { processing_time_ms: 200 }],
      ['01-05T10:00', 'message_sent', { processing_time_ms: 300 }],
    ],
    // The rank of the 95th percentile is 0.95 × 2 = 1.9: 200 + 0.9 × 100.
    query: { metrics: ['processing_time_ms_avg', 'processing_time_ms_p50', 'processing_time_ms_p95'] },
    rows: [[200, 200, 290]],
  },
  {
    name: 'a group of a missing value is null, and ties go by value',
    events: [
      ['01-05T10:00', 'agent_response', { topic: 'b' }],
      ['01-05T10:00', 'agent_response', { topic: 'a' }],
      ['01-05T10:00', 'agent_response', { topic: 'c' }],
      ['01-05T10:00', 'agent_response', { topic: 'c' }],
      ['01-05T10:00', 'agent_response'],
    ],
    query: { metrics: ['answers'], dimensions: ['topic'], include: { totals: true } },
    rows: [
      ['c', 2],
      ['a', 1],
      ['b', 1],
      [null, 1],
    ],
    totals: [5],
    meta: { total_rows: 4 },
  },
  {
    name: 'groups beyond the limit are one row',
    events: [
      ['01-05T10:00', 'agent_response', { topic: 'a' }],
      ['01-05T10:00', 'agent_response', { topic: 'a' }],
      ['01-05T10:00', 'agent_response', { topic: 'b' }],
      ['01-05T10:00', 'agent_response', { topic: 'c' }],
    ],
    query: { metrics: ['answers'], dimensions: ['topic'], limit: 1, include: { other: true } },
    rows: [
      ['a', 2],
      [null, 2],
    ],
    meta: { total_rows: 3 },
  },
  {
    name: 'days are those of the time zone, and empty ones are rows',
    events: [
      // It is 00:30 of January 5 in Zurich.
      ['01-04T23:30', 'user_query'],
      ['01-03T10:00', 'user_query'],
    ],
    query: { metrics: ['questions'], dimensions: ['time:day'], date_range: '3d', time_zone: 'Europe/Zurich' },
    rows: [
      ['2026-01-03', 1],
      ['2026-01-04', 0],
      ['2026-01-05', 1],
    ],
    meta: { partial: ['2026-01-05'] },
  },
  {
    name: 'each group has all buckets',
    events: [
      ['01-05T10:00', 'agent_response', { topic: 'a' }],
      ['01-04T10:00', 'agent_response', { topic: 'b' }],
    ],
    query: { metrics: ['answers'], dimensions: ['topic', 'time:day'], date_range: '2d' },
    rows: [
      ['a', '2026-01-04', 0],
      ['b', '2026-01-04', 1],
      ['a', '2026-01-05', 1],
      ['b', '2026-01-05', 0],
    ],
  },
  {
    name: 'weeks begin on Monday, and hours have their offset',
    events: [['2025-12-29T00:00', 'user_query']],
    query: { metrics: ['questions'], dimensions: ['time:week'], date_range: '10d' },
    rows: [
      ['2025-12-22', 0],
      ['2025-12-29', 1],
      ['2026-01-05', 0],
    ],
    meta: { partial: ['2025-12-22', '2026-01-05'] },
  },
  {
    name: 'an hour of a day on which the clock goes back is there twice',
    events: [
      ['2025-10-26T00:30', 'user_query'],
      ['2025-10-26T01:30', 'user_query'],
      ['2025-10-26T01:40', 'user_query'],
    ],
    query: {
      metrics: ['questions'],
      dimensions: ['time:hour'],
      date_range: ['2025-10-26', '2025-10-26'],
      time_zone: 'Europe/Zurich',
      include: { empty_buckets: false },
    },
    rows: [
      ['2025-10-26T02:00:00+02:00', 1],
      ['2025-10-26T02:00:00+01:00', 2],
    ],
  },
  {
    name: 'an event counts under each distinct item of a list, and once in totals',
    events: [
      ['01-05T10:00', 'request', { asset_types: ['pump', 'valve', 'pump'], site_tokens: ['S1', 'S2'] }],
      ['01-05T10:00', 'request', { asset_types: ['pump'], site_tokens: ['S1'] }],
      ['01-05T10:00', 'request', { asset_types: [] }],
    ],
    query: { metrics: ['requests'], dimensions: ['asset_types', 'site_tokens'], include: { totals: true } },
    rows: [
      ['pump', 'S1', 2],
      ['pump', 'S2', 1],
      ['valve', 'S1', 1],
      ['valve', 'S2', 1],
      [null, null, 1],
    ],
    totals: [3],
  },
  {
    name: 'is_not and not match a missing value, contains ignores case, values are alternatives',
    events: [
      ['01-05T10:00', 'agent_response', { topic: 'Billing', match_score: 0.9 }],
      ['01-05T10:00', 'agent_response', { topic: 'refunds', match_score: 0.4 }],
      ['01-05T10:00', 'agent_response', { match_score: 0.6 }],
      ['01-05T10:00', 'agent_response', { topic: 'other' }],
    ],
    query: {
      metrics: ['answers'],
      dimensions: ['topic'],
      filters: [
        ['is_not', 'topic', ['other']],
        ['not', ['contains', 'topic', ['bill', 'nothing']]],
        ['gte', 'match_score', [0.5]],
      ],
    },
    rows: [[null, 1]],
  },
  {
    name: 'has_done selects events of sessions with such an event',
    events: [
      ['01-05T10:00', 'user_query', { session_id: 'a' }],
      ['01-05T10:01', 'file_upload', { session_id: 'a' }],
      ['01-05T10:00', 'user_query', { session_id: 'b' }],
      ['01-05T10:00', 'user_query', none],
    ],
    query: { metrics: ['questions'], filters: [['has_done', ['is', 'event', ['file_upload']]]] },
    rows: [[1]],
  },
  {
    name: 'has_not_done selects the others, and events without a session',
    events: [
      ['01-05T10:00', 'user_query', { session_id: 'a' }],
      ['01-05T10:01', 'file_upload', { session_id: 'a' }],
      ['01-05T10:00', 'user_query', { session_id: 'b' }],
      ['01-05T10:00', 'user_query', none],
    ],
    query: { metrics: ['questions'], filters: [['has_not_done', ['is', 'event', ['file_upload']]]] },
    rows: [[2]],
  },
  {
    name: 'buckets of a number have 1-2-5 edges, or those given',
    events: [
      ['01-05T10:00', 'file_upload', { file_size: 0 }],
      ['01-05T10:00', 'file_upload', { file_size: 150 }],
      ['01-05T10:00', 'file_upload', { file_size: 199 }],
      ['01-05T10:00', 'file_upload', { file_size: 200 }],
      ['01-05T10:00', 'file_upload'],
    ],
    query: {
      metrics: ['uploads'],
      dimensions: ['bucket:file_size'],
      order_by: [['bucket:file_size', 'asc']],
    },
    rows: [
      [0, 1],
      [100, 2],
      [200, 1],
      [null, 1],
    ],
  },
  {
    name: 'a bucket below the first edge says so',
    events: [
      ['01-05T10:00', 'file_upload', { file_size: 5 }],
      ['01-05T10:00', 'file_upload', { file_size: 15 }],
    ],
    query: {
      metrics: ['uploads'],
      dimensions: [{ bucket: 'file_size', edges: [10, 20] }],
      order_by: [['bucket:file_size', 'asc']],
    },
    rows: [
      ['< 10', 1],
      [10, 1],
    ],
  },
  {
    name: 'a comparison is cut at the same time of day, and pairs days by their place',
    events: [
      ['01-04T10:00', 'user_query'],
      ['01-04T12:29', 'user_query'],
      // This is later in its day than now.
      ['01-04T12:31', 'user_query'],
      ['01-05T10:00', 'user_query'],
    ],
    query: { metrics: ['questions'], date_range: '1d', compare: 'previous_period' },
    rows: [[1]],
    comparison: [[2]],
    change: [[-0.5]],
  },
  {
    name: 'the change of a share is a difference, and of nothing null',
    events: [
      ['01-04T10:00', 'agent_response', { no_match: true, topic: 'a' }],
      ['01-04T10:00', 'agent_response', { no_match: false, topic: 'a' }],
      ['01-05T10:00', 'agent_response', { no_match: false, topic: 'a' }],
      ['01-05T10:00', 'agent_response', { no_match: false, topic: 'b' }],
    ],
    query: {
      metrics: ['no_match_rate', 'answers'],
      dimensions: ['topic'],
      date_range: '1d',
      compare: 'previous_period',
    },
    rows: [
      ['a', 0, 1],
      ['b', 0, 1],
    ],
    comparison: [
      [0.5, 2],
      [null, null],
    ],
    change: [
      [-0.5, -0.5],
      [null, null],
    ],
  },
  {
    name: 'properties of custom events are dimensions',
    events: [
      ['01-05T10:00', 'custom', { name: 'x', properties: { plan: 'pro' } }],
      ['01-05T10:00', 'custom', { name: 'x', properties: { plan: 'pro', 'a.b': 1 } }],
      ['01-05T10:00', 'custom', { name: 'x' }],
    ],
    query: {
      metrics: ['events'],
      dimensions: ['properties.plan', 'properties.a.b'],
      filters: [['is', 'event', ['custom']]],
    },
    rows: [
      ['pro', '1', 1],
      ['pro', null, 1],
      [null, null, 1],
    ],
  },
  {
    name: 'sessions with both kinds of events for an exchange are named',
    events: [
      ['01-05T10:00', 'user_query', { session_id: 'b' }],
      ['01-05T10:00', 'message_sent', { session_id: 'b' }],
      ['01-05T10:00', 'agent_response', { session_id: 'a' }],
      ['01-05T10:00', 'message_sent', { session_id: 'a' }],
      ['01-05T10:00', 'message_sent', { session_id: 'c' }],
      ['01-05T10:00', 'user_query', { session_id: 'd' }],
    ],
    query: { metrics: ['questions'] },
    rows: [[5]],
    meta: {
      notes: [
        '2 sessions have both message_sent and user_query or agent_response, so that an exchange may count twice: a, b',
      ],
    },
  },
]
