/** Cases of figures that judge a session by all its events. */
import type { FigureCase } from './case.fixture.js'

const idle = { context: { sdk: 'collector' }, end_reason: 'idle', duration_seconds: 0 }

export const sessionCases: readonly FigureCase[] = [
  {
    name: 'counts of sessions beside what judges sessions are those of the selected events alone',
    events: [
      ['01-04T10:00', 'user_query', { session_id: 'asked' }],
      ['01-04T10:05', 'agent_response', { session_id: 'asked' }],
      ['01-03T10:00', 'user_query', { session_id: 'seen' }],
      ['01-04T11:00', 'page_view', { session_id: 'seen' }],
      ['01-04T12:00', 'request', { session_id: 'request' }],
      ['01-03T12:00', 'page_view', { session_id: 'request' }],
      ['01-03T12:00', 'user_query', { session_id: 'before' }],
      ['01-04T12:00', 'page_view', { session_id: undefined }],
    ],
    query: {
      metrics: ['app_sessions', 'sessions', 'chat_sessions', 'answered_rate', 'events'],
      date_range: ['2026-01-04', '2026-01-04'],
    },
    rows: [[3, 2, 1, 1, 5]],
  },
  {
    name: 'a session is completed by an end that the application sent later, also after the range',
    events: [
      ['01-04T23:50', 'session_start', { session_id: 'a' }],
      ['01-05T00:10', 'session_end', { session_id: 'a' }],
      ['01-04T10:00', 'session_start', { session_id: 'b' }],
      ['01-04T10:30', 'session_end', { session_id: 'b', ...idle }],
      ['01-04T09:00', 'session_end', { session_id: 'c' }],
      ['01-04T10:00', 'session_start', { session_id: 'c' }],
      ['01-04T10:00', 'session_start', { session_id: 'd' }],
      // Its beginning is not selected.
      ['01-03T10:00', 'session_start', { session_id: 'e' }],
      ['01-04T10:00', 'session_end', { session_id: 'e' }],
    ],
    query: { metrics: ['completion_rate'], date_range: ['2026-01-04', '2026-01-04'] },
    rows: [[0.25]],
  },
  {
    name: 'a session with a question is answered by an answer at any time that did not fail',
    events: [
      ['01-04T23:59', 'user_query', { session_id: 'a' }],
      ['01-05T00:01', 'agent_response', { session_id: 'a' }],
      ['01-04T10:00', 'user_query', { session_id: 'b' }],
      ['01-04T10:01', 'agent_response', { session_id: 'b', success: false }],
      ['01-04T10:00', 'message_sent', { session_id: 'c', success: true }],
      ['01-04T10:00', 'message_sent', { session_id: 'd', error_type: 'timeout' }],
      ['01-04T10:00', 'agent_response', { session_id: 'e' }],
    ],
    query: { metrics: ['answered_rate'], date_range: ['2026-01-04', '2026-01-04'] },
    rows: [[0.5]],
  },
  {
    name: 'a session belongs to each value that it shows, and to the bucket in which it began',
    events: [
      ['01-03T23:00', 'user_query', { session_id: 'a', channel: 'chat' }],
      ['01-04T01:00', 'agent_response', { session_id: 'a', channel: 'email' }],
      ['01-04T10:00', 'user_query', { session_id: 'b', channel: 'chat' }],
    ],
    query: { metrics: ['answered_rate'], dimensions: ['time:day', 'channel'], date_range: '3d' },
    rows: [
      ['2026-01-03', 'chat', 1],
      ['2026-01-03', 'email', 1],
      ['2026-01-04', 'chat', 0],
      ['2026-01-04', 'email', null],
      ['2026-01-05', 'chat', null],
      ['2026-01-05', 'email', null],
    ],
  },
  {
    name: 'the duration is what the end states, else last minus first; others are counted apart',
    events: [
      ['01-05T08:00', 'session_start', { session_id: 'stated' }],
      ['01-05T08:05', 'session_end', { session_id: 'stated', duration_seconds: 100 }],
      ['01-05T09:00', 'page_view', { session_id: 'measured' }],
      ['01-05T09:05', 'page_view', { session_id: 'measured' }],
      ['01-05T09:00', 'page_view', { session_id: 'quiet' }],
      ['01-05T09:01', 'page_view', { session_id: 'quiet' }],
      ['01-05T09:01', 'session_end', { session_id: 'quiet', ...idle }],
      ['01-05T09:00', 'page_view', { session_id: 'single' }],
      ['01-05T09:00', 'session_end', { session_id: 'single', ...idle }],
      ['01-05T10:00', 'page_view', { session_id: 'single too' }],
      // Now is 12:30: this is 29 minutes ago.
      ['01-05T12:00', 'page_view', { session_id: 'open' }],
      ['01-05T12:01', 'page_view', { session_id: 'open' }],
    ],
    // (100 + 300 + 60) ÷ 3, and the middle of 60, 100 and 300.
    query: {
      metrics: [
        'session_duration_avg',
        'session_duration_median',
        'single_event_sessions',
        'open_sessions',
        'app_sessions',
      ],
    },
    rows: [[460 / 3, 100, 2, 1, 6]],
  },
  {
    name: 'sessions by their duration count those with a question apart',
    events: [
      ['01-05T08:00', 'request', { session_id: 'a' }],
      ['01-05T08:01', 'request', { session_id: 'a' }],
      ['01-05T08:00', 'user_query', { session_id: 'b' }],
      ['01-05T08:03', 'page_view', { session_id: 'b' }],
      ['01-05T08:00', 'page_view', { session_id: 'c' }],
    ],
    query: {
      metrics: ['app_sessions', 'sessions', 'chat_sessions'],
      dimensions: [{ bucket: 'session_duration', edges: [0, 100] }],
      order_by: [['bucket:session_duration', 'asc']],
    },
    rows: [
      [0, 1, 0, 0],
      [100, 1, 1, 1],
      [null, 1, 1, 0],
    ],
  },
  {
    name: 'a session of several values beyond the limit is one of the others',
    events: [
      ['01-05T08:00', 'user_query', { session_id: 'a', channel: 'x' }],
      ['01-05T08:00', 'agent_response', { session_id: 'a', channel: 'x' }],
      ['01-05T08:00', 'user_query', { session_id: 'b', channel: 'y' }],
      ['01-05T08:00', 'page_view', { session_id: 'b', channel: 'z' }],
    ],
    query: {
      metrics: ['answered_rate', 'single_event_sessions'],
      dimensions: ['channel'],
      limit: 1,
      include: { other: true, totals: true },
    },
    rows: [
      ['x', 1, 0],
      [null, 0, 0],
    ],
    totals: [0.5, 0],
    meta: { total_rows: 3 },
  },
]
