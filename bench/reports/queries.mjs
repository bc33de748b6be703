/**
 * Lists questions that somebody could ask: three metrics, two dimensions, two filters, any period. Each comes with the
 * same question to ClickHouse's engine, written by hand over the same tables.
 */
const ANSWERS = `(SELECT tenant_id, ts, channel, topic, no_match, match_score, processing_time_ms, success FROM conversation
  WHERE event = 'agent_response' UNION ALL SELECT tenant_id, ts, channel, topic, no_match, match_score,
  processing_time_ms, success FROM widget WHERE event = 'message_sent')`
const QUESTIONS = `(SELECT tenant_id, ts, channel, session_id, is_suggested_prompt, context_device_class FROM conversation
  WHERE event = 'user_query' UNION ALL SELECT tenant_id, ts, channel, session_id, NULL, context_device_class FROM widget
  WHERE event = 'message_sent')`

/** All tables but that of clients' own reports. @param {string[]} columns */
const anyEvent = (columns) =>
  `(${[
    'session',
    'upload',
    'conversation',
    'widget',
    'automation',
    'request',
    'error',
    'operations',
    'custom',
  ]
    .map((table) => `SELECT tenant_id, ts, event, session_id, ${columns.join(', ')} FROM ${table}`)
    .join(' UNION ALL ')})`

/**
 * @typedef {object} Question
 * @property {string} name
 * @property {number} days the length of the period, which ends when the measurement begins
 * @property {object} ask without tenant and period
 * @property {(scope: string) => string} sql `scope` is the condition on tenant and period
 */

/** @type {Question[]} */
export const questions = [
  {
    name: 'answers by day and topic',
    days: 30,
    ask: {
      metrics: ['answers', 'no_match_rate', 'processing_time_ms_p95'],
      dimensions: ['time:day', 'topic'],
      filters: [
        ['is', 'channel', ['chat', 'app']],
        ['gte', 'match_score', [0.2]],
      ],
    },
    sql: (
      scope,
    ) => `SELECT toDate(ts) AS day, topic, count() AS m0, countIf(no_match) / countIf(no_match IS NOT NULL),
      quantileExactInclusive(0.95)(processing_time_ms) FROM ${ANSWERS}
      WHERE ${scope} AND channel IN ('chat', 'app') AND match_score >= 0.2 GROUP BY day, topic`,
  },
  {
    name: 'answers by week and channel',
    days: 90,
    ask: {
      metrics: ['answers', 'processing_time_ms_p50', 'processing_time_ms_p99'],
      dimensions: ['time:week', 'channel'],
      filters: [
        ['is', 'success', [true]],
        ['is_not', 'topic', ['delivery times']],
      ],
    },
    sql: (scope) => `SELECT toStartOfWeek(ts, 1) AS week, channel, count() AS m0,
      quantileExactInclusive(0.5)(processing_time_ms), quantileExactInclusive(0.99)(processing_time_ms)
      FROM ${ANSWERS} WHERE ${scope} AND success AND (topic IS NULL OR topic != 'delivery times') GROUP BY week, channel`,
  },
  {
    name: 'sessions by channel and locale',
    days: 90,
    ask: {
      metrics: ['events', 'app_sessions', 'users'],
      dimensions: ['channel', 'locale'],
      filters: [
        ['is', 'device_class', ['desktop', 'mobile']],
        ['is_not', 'event', ['page_view']],
      ],
    },
    sql: (scope) => `SELECT channel, context_locale, count() AS m0, uniqExact(session_id), uniqExact(user)
      FROM ${anyEvent(['channel', 'context_locale', 'context_device_class', 'user'])} WHERE ${scope}
      AND context_device_class IN ('desktop', 'mobile') AND event != 'page_view' GROUP BY channel, context_locale`,
  },
  {
    name: 'vendor calls by day and vendor',
    days: 90,
    ask: {
      metrics: ['vendor_calls', 'vendor_error_rate', 'cost_usd_sum'],
      dimensions: ['time:day', 'vendor.name'],
      filters: [
        ['is_not', 'model', ['none']],
        ['lt', 'vendor_call.latency_ms', [60_000]],
      ],
    },
    sql: (scope) => `SELECT toDate(ts) AS day, vendor_name, count() AS m0,
      countIf(vendor_http_status = 0 OR vendor_http_status >= 400 OR error_type IS NOT NULL
        OR result IN ('error', 'timeout', 'failed')) / count(), sum(cost_usd)
      FROM automation WHERE event = 'vendor_call' AND ${scope} AND (model IS NULL OR model != 'none')
      AND latency_ms < 60000 GROUP BY day, vendor_name`,
  },
  {
    name: 'requests by hour of day and module',
    days: 7,
    ask: {
      metrics: ['requests', 'response_time_ms_avg', 'response_time_ms_p95'],
      dimensions: ['time:hour_of_day', 'module'],
      filters: [
        ['is', 'method', ['GET']],
        ['is', 'site_tokens', ['shop-ch', 'shop-de']],
      ],
    },
    sql: (scope) => `SELECT toHour(ts) AS hour, module, count() AS m0, avg(response_time_ms),
      quantileExactInclusive(0.95)(response_time_ms) FROM request WHERE ${scope} AND event = 'request' AND method = 'GET'
      AND hasAny(JSONExtract(assumeNotNull(site_tokens), 'Array(String)'), ['shop-ch', 'shop-de']) GROUP BY hour, module`,
  },
  {
    name: 'decisions by week and template',
    days: 90,
    ask: {
      metrics: ['decisions', 'confidence_avg', 'confidence_p50'],
      dimensions: ['time:week', 'template_id'],
      filters: [
        ['is', 'channel', ['email', 'phone']],
        ['is_not', 'department', ['sales']],
      ],
    },
    sql: (
      scope,
    ) => `SELECT toStartOfWeek(ts, 1) AS week, decision_template_id, count() AS m0, avg(decision_confidence),
      quantileExactInclusive(0.5)(decision_confidence) FROM automation WHERE event = 'decision' AND ${scope}
      AND channel IN ('email', 'phone') AND (decision_department IS NULL OR decision_department != 'sales')
      GROUP BY week, decision_template_id`,
  },
  {
    name: 'runs by service and workflow',
    days: 30,
    ask: {
      metrics: ['workflow_runs', 'run_failure_rate', 'duration_ms_p90'],
      dimensions: ['service', 'workflow'],
      filters: [
        ['is_not', 'status', ['skipped']],
        ['is_not', 'service', ['forecast']],
      ],
    },
    sql: (
      scope,
    ) => `SELECT service, workflow, count() AS m0, countIf(status IN ('failure', 'timed_out')) / count(),
      quantileExactInclusive(0.9)(duration_ms) FROM operations WHERE event = 'workflow_run' AND ${scope}
      AND status != 'skipped' AND service != 'forecast' GROUP BY service, workflow`,
  },
  {
    name: 'events by hour and type',
    days: 1,
    ask: {
      metrics: ['events', 'app_sessions', 'users'],
      dimensions: ['time:hour', 'event'],
      filters: [
        ['is', 'channel', ['chat', 'app']],
        ['is_not', 'event', ['session_end']],
      ],
    },
    sql: (
      scope,
    ) => `SELECT toStartOfHour(ts) AS hour, event, count() AS m0, uniqExact(session_id), uniqExact(user)
      FROM ${anyEvent(['channel', 'user'])} WHERE ${scope} AND channel IN ('chat', 'app') AND event != 'session_end'
      GROUP BY hour, event`,
  },
  {
    name: 'answers of the hour by topic, channel',
    days: 1 / 24,
    ask: {
      metrics: ['answers', 'processing_time_ms_p50', 'processing_time_ms_p95'],
      dimensions: ['topic', 'channel'],
      filters: [
        ['is', 'success', [true]],
        ['gte', 'processing_time_ms', [100]],
      ],
    },
    sql: (scope) => `SELECT topic, channel, count() AS m0, quantileExactInclusive(0.5)(processing_time_ms),
      quantileExactInclusive(0.95)(processing_time_ms) FROM ${ANSWERS} WHERE ${scope} AND success
      AND processing_time_ms >= 100 GROUP BY topic, channel`,
  },
  {
    name: 'pages by path and locale',
    days: 90,
    ask: {
      metrics: ['page_views', 'app_sessions', 'users'],
      dimensions: ['page_path', 'locale'],
      filters: [
        ['contains', 'page_path', ['/help']],
        ['is', 'event', ['page_view']],
      ],
    },
    sql: (
      scope,
    ) => `SELECT context_page_path, context_locale, count() AS m0, uniqExact(session_id), uniqExact(user)
      FROM session WHERE ${scope} AND event = 'page_view' AND position(lower(context_page_path), '/help') > 0
      GROUP BY context_page_path, context_locale`,
  },
  {
    name: 'questions of who rated, by week',
    days: 30,
    ask: {
      metrics: ['questions', 'chat_sessions', 'suggested_rate'],
      dimensions: ['time:week', 'channel'],
      filters: [
        ['has_done', ['is', 'event', ['feedback']]],
        ['is', 'device_class', ['mobile', 'desktop']],
      ],
    },
    sql: (scope) => `SELECT toStartOfWeek(ts, 1) AS week, channel, count() AS m0, uniqExact(session_id),
      countIf(is_suggested_prompt) / countIf(is_suggested_prompt IS NOT NULL) FROM ${QUESTIONS} WHERE ${scope}
      AND context_device_class IN ('mobile', 'desktop') AND session_id IN
      (SELECT session_id FROM conversation WHERE event = 'feedback' AND ${scope}) GROUP BY week, channel`,
  },
]
