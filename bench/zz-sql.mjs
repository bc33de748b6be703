// ../packages/collector/src/rollups/all-events.ts
import { tables, unionColumns } from "@hushlog/schema/tables";
var types = {
  string: "varchar",
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  timestamp: "timestamp",
  json: "json"
};
function allEvents(names) {
  const known = new Map(unionColumns().map((column) => [column.name, column]));
  const selects = tables.map((table) => {
    const own = new Set(table.columns.map(({ name }) => name));
    const values = names.map((name) => {
      const column = known.get(name);
      if (column === void 0) throw new TypeError(`no table has the column ${name}`);
      return own.has(name) ? `"${name}"` : `CAST(NULL AS ${types[column.type]}) AS "${name}"`;
    });
    return `SELECT ${values.join(", ")} FROM "${table.name}"`;
  });
  return `(${selects.join(" UNION ALL ")}) AS events`;
}

// ../packages/collector/src/reports/sql/recent.ts
var RECENT = 20;
var shown = [
  "id",
  "event",
  "ts",
  "received_at",
  "session_id",
  "context_page_path",
  "context_redactions",
  "collector_redactions",
  "processing_time_ms",
  "latency_ms",
  "response_time_ms",
  "duration_ms",
  "duration_seconds",
  "topic",
  "label",
  "name",
  "vendor_name",
  "override_type",
  "decision_department",
  "outcome",
  "status",
  "error_type",
  "file_type"
];
var recentSql = `
SELECT ${shown.join(", ")}
FROM ${allEvents(["tenant_id", ...shown])}
WHERE tenant_id = $1 AND ts >= CAST($2 AS timestamp) AND ts < CAST($3 AS timestamp) AND event <> 'client_report'
ORDER BY ts DESC, id DESC
LIMIT ${RECENT}`;

// ../packages/collector/src/rollups/parts.ts
import { tables as tables2 } from "@hushlog/schema/tables";
var head = "tenant_id, date_trunc('hour', ts) AS hour";
var texts = tables2.flatMap(({ columns }) => columns.filter(({ text }) => text).map(({ name }) => name));
var counts = {
  name: "counts",
  columns: { event: "text", events: "bigint", with_text: "bigint" },
  select: (where) => `SELECT ${head}, event, count(*) AS events,
  count(*) FILTER (WHERE ${texts.map((name) => `"${name}" IS NOT NULL`).join(" OR ")}) AS with_text
FROM ${allEvents(["tenant_id", "ts", "event", ...texts])} WHERE ${where} GROUP BY 1, 2, event`
};
var sessions = {
  name: "sessions",
  columns: { session: "bigint", asked: "boolean", answered: "boolean" },
  select: (where) => `SELECT ${head}, session_key(session_id) AS session,
  bool_or(event = 'user_query') AS asked,
  bool_or(event = 'agent_response' AND success IS DISTINCT FROM FALSE) AS answered
FROM ${allEvents(["tenant_id", "ts", "event", "session_id", "success"])}
WHERE ${where} AND session_id IS NOT NULL AND event <> 'client_report' GROUP BY 1, 2, 3`
};
var answers = {
  name: "answers",
  columns: {
    responses: "bigint",
    time_sum: "double precision",
    time_count: "bigint",
    visualizations: "bigint"
  },
  select: (where) => `SELECT ${head}, count(*) AS responses, sum(processing_time_ms) AS time_sum,
  count(processing_time_ms) AS time_count, count(*) FILTER (WHERE has_visualization) AS visualizations
FROM conversation WHERE ${where} AND event = 'agent_response' GROUP BY 1, 2`
};
var EXACT_TIMES = 100;
var STEP = Math.log(1.01);
var times = {
  name: "times",
  columns: { value: "double precision", answers: "bigint" },
  select: (where) => `SELECT ${head}, processing_time_ms AS value, count(*) AS answers
FROM conversation
WHERE ${where} AND event = 'agent_response' AND processing_time_ms IS NOT NULL GROUP BY 1, 2, 3`,
  kept: (select) => `SELECT tenant_id, hour,
  CASE WHEN different > ${EXACT_TIMES} AND value > 0
    THEN exp((floor(ln(CASE WHEN value > 0 THEN value ELSE 1 END) / ${STEP}) + 0.5) * ${STEP}) ELSE value END AS value,
  sum(answers) AS answers
FROM (SELECT *, count(*) OVER (PARTITION BY tenant_id, hour) AS different FROM (${select}) AS exact) AS measured
GROUP BY 1, 2, 3`
};
var visits = {
  name: "visits",
  columns: { duration_sum: "double precision", duration_count: "bigint" },
  select: (where) => `SELECT ${head}, sum(duration_seconds) AS duration_sum, count(duration_seconds) AS duration_count
FROM session WHERE ${where} AND event = 'session_end' GROUP BY 1, 2`
};
var topics = {
  name: "topics",
  columns: { topic: "text", answers: "bigint", no_match: "bigint" },
  select: (where) => `SELECT ${head}, topic, count(*) AS answers, count(*) FILTER (WHERE no_match) AS no_match
FROM conversation WHERE ${where} AND event = 'agent_response' AND topic IS NOT NULL GROUP BY 1, 2, topic`
};
var lists = ["context_redactions", "collector_redactions"];
var removed = ["context_removed_fields", "collector_removed_fields"];
var privacy = {
  name: "privacy",
  columns: {
    context_redactions: "text",
    collector_redactions: "text",
    events: "bigint",
    client_removed: "bigint",
    collector_removed: "bigint"
  },
  select: (where) => `SELECT ${head}, ${lists.join(", ")}, count(*) AS events,
  sum(context_removed_fields) AS client_removed, sum(collector_removed_fields) AS collector_removed
FROM ${allEvents(["tenant_id", "ts", ...lists, ...removed])}
WHERE ${where} AND (${[...lists, ...removed].map((name) => `${name} IS NOT NULL`).join(" OR ")})
GROUP BY 1, 2, ${lists.join(", ")}`
};
var drops = {
  name: "drops",
  columns: { drops: "text", reports: "bigint" },
  select: (where) => `SELECT ${head}, drops, count(*) AS reports
FROM client WHERE ${where} AND drops IS NOT NULL GROUP BY 1, 2, drops`
};
var runs = {
  name: "runs",
  columns: {
    workflows: "bigint",
    failed: "bigint",
    latency_sum: "double precision",
    latency_count: "bigint",
    throughput_sum: "double precision",
    throughput_count: "bigint",
    predictions: "bigint",
    probability_sum: "double precision",
    probability_count: "bigint"
  },
  select: (where) => `SELECT ${head}, count(*) FILTER (WHERE event = 'workflow_run') AS workflows,
  count(*) FILTER (WHERE event = 'workflow_run' AND status IN ('failure', 'timed_out')) AS failed,
  sum(p95_latency_ms) AS latency_sum, count(p95_latency_ms) AS latency_count,
  sum(throughput) AS throughput_sum, count(throughput) AS throughput_count,
  count(*) FILTER (WHERE event = 'prediction') AS predictions,
  sum(probability) AS probability_sum, count(probability) AS probability_count
FROM operations WHERE ${where} GROUP BY 1, 2`
};
var all = { counts, sessions, answers, times, visits, topics, privacy, drops, runs };
var parts = Object.values(all);
var partNamed = (name) => all[name];
var tableOf = ({ name }) => `rollup_${name}`;

// ../packages/collector/src/rollups/statements.ts
var tableStatements = parts.map((part) => {
  const columns = Object.entries(part.columns).map(([name, type]) => `${name} ${type}`);
  return `CREATE TABLE IF NOT EXISTS ${tableOf(part)} (tenant_id text NOT NULL, hour timestamp NOT NULL, ${columns.join(", ")})`;
});
var within = (column, from, to) => `${column} >= CAST(${from} AS timestamp) AND ${column} < CAST(${to} AS timestamp)`;
var sumStatements = parts.map(
  (part) => {
    const names = ["tenant_id", "hour", ...Object.keys(part.columns)].join(", ");
    const select = part.select(within("ts", "$1", "$2"));
    return {
      remove: `DELETE FROM ${tableOf(part)} WHERE ${within("hour", "$1", "$2")}`,
      add: `INSERT INTO ${tableOf(part)} (${names}) SELECT ${names} FROM (${part.kept?.(select) ?? select}) AS summed`
    };
  }
);
var ofTenants = "tenant_id = ANY(string_to_array($1, ','))";
function fromPart(name) {
  const part = partNamed(name);
  const names = ["tenant_id", "hour", ...Object.keys(part.columns)].join(", ");
  return `(SELECT ${names} FROM ${tableOf(part)}
  WHERE ${ofTenants} AND ${within("hour", "$2", "$3")} AND NOT (${within("hour", "$4", "$5")})
UNION ALL
SELECT ${names} FROM (${part.select(`${ofTenants} AND ${within("ts", "$4", "$5")}`)}) AS fresh) AS ${part.name}`;
}

// ../packages/collector/src/reports/sql/overview.ts
var overviewSql = `
WITH events_of AS (
  SELECT tenant_id, sum(events) AS events FROM ${fromPart("counts")} WHERE event <> 'client_report' GROUP BY tenant_id
), sessions_of AS (
  SELECT tenant_id, count(*) AS sessions
  FROM (SELECT tenant_id, session FROM ${fromPart("sessions")} GROUP BY tenant_id, session) AS seen
  GROUP BY tenant_id
), runs_of AS (
  SELECT tenant_id, sum(workflows) AS total_workflows, sum(failed) AS failed_workflows,
    sum(latency_sum) / NULLIF(sum(latency_count), 0) AS avg_p95_latency_ms,
    sum(throughput_sum) / NULLIF(sum(throughput_count), 0) AS avg_throughput,
    sum(predictions) AS predictions,
    sum(probability_sum) / NULLIF(sum(probability_count), 0) AS avg_failure_probability
  FROM ${fromPart("runs")} GROUP BY tenant_id
)
SELECT events_of.tenant_id, events, sessions, total_workflows, failed_workflows, avg_p95_latency_ms, avg_throughput,
  predictions, avg_failure_probability
FROM events_of
LEFT JOIN sessions_of ON sessions_of.tenant_id = events_of.tenant_id
LEFT JOIN runs_of ON runs_of.tenant_id = events_of.tenant_id`;

// ../packages/collector/src/reports/sql/volume.ts
var volumeSql = `
SELECT date_trunc($6, hour) AS at,
  sum(events) AS events,
  sum(events) FILTER (WHERE event = 'user_query') AS queries,
  sum(events) FILTER (WHERE event = 'agent_response') AS responses
FROM ${fromPart("counts")}
WHERE event <> 'client_report'
GROUP BY 1`;

// ../packages/collector/src/reports/sql/sessions.ts
var sessionsSql = `
WITH seen AS MATERIALIZED (
  SELECT date_trunc($6, hour) AS bucket, session, bool_or(asked) AS asked, bool_or(answered) AS answered
  FROM ${fromPart("sessions")}
  GROUP BY 1, 2
), whole AS (
  SELECT bool_or(asked) AS asked, bool_or(answered) AS answered FROM seen GROUP BY session
)
SELECT bucket AS at, count(*) AS sessions, CAST(NULL AS bigint) AS asked, CAST(NULL AS bigint) AS answered FROM seen GROUP BY bucket
UNION ALL
SELECT NULL, count(*), count(*) FILTER (WHERE asked), count(*) FILTER (WHERE asked AND answered) FROM whole`;

// ../packages/collector/src/reports/sql/response-time.ts
var responseTimeSql = `
SELECT date_trunc($6, hour) AS at,
  sum(responses) AS responses,
  sum(time_sum) AS time_sum,
  sum(time_count) AS time_count,
  sum(visualizations) AS visualizations
FROM ${fromPart("answers")}
GROUP BY 1`;
var percentileSql = `
WITH measured AS MATERIALIZED (
  SELECT date_trunc($6, hour) AS bucket, value, sum(answers) AS answers FROM ${fromPart("times")} GROUP BY 1, 2
), both_spans AS (
  SELECT bucket, value, answers FROM measured
  UNION ALL
  SELECT NULL, value, sum(answers) FROM measured GROUP BY value
), ranked AS (
  SELECT bucket, value, sum(answers) OVER (PARTITION BY bucket ORDER BY value) AS upto,
    0.95 * CAST(sum(answers) OVER (PARTITION BY bucket) - 1 AS double precision) AS place
  FROM both_spans
), around AS (
  SELECT bucket, place, min(value) FILTER (WHERE upto > floor(place)) AS below,
    min(value) FILTER (WHERE upto > ceil(place)) AS above
  FROM ranked GROUP BY bucket, place
)
SELECT bucket AS at, below + (above - below) * (place - floor(place)) AS p95_ms FROM around`;

// ../packages/collector/src/reports/sql/visits.ts
var visitsSql = `
SELECT sum(duration_sum) AS duration_sum, sum(duration_count) AS duration_count FROM ${fromPart("visits")}`;

// ../packages/collector/src/reports/sql/topics.ts
var topicsSql = `
SELECT topic, sum(answers) AS count, sum(no_match) AS no_match
FROM ${fromPart("topics")}
GROUP BY topic
ORDER BY sum(answers) DESC, topic
LIMIT 20`;

// ../packages/collector/src/reports/sql/by-event.ts
var byEventSql = `
SELECT event, sum(events) AS count, sum(with_text) AS with_text
FROM ${fromPart("counts")}
GROUP BY event
ORDER BY sum(events) DESC, event`;

// ../packages/collector/src/reports/sql/privacy.ts
var privacySql = `
SELECT context_redactions, collector_redactions, sum(events) AS events,
  sum(client_removed) AS client_removed, sum(collector_removed) AS collector_removed
FROM ${fromPart("privacy")}
GROUP BY context_redactions, collector_redactions`;

// ../packages/collector/src/reports/sql/client-drops.ts
var clientDropsSql = `
SELECT drops, sum(reports) AS reports
FROM ${fromPart("drops")}
GROUP BY drops`;

// ../packages/collector/src/http/problem.ts
var problems = {
  malformed_request: { status: 400, title: "This is not HTTP that can be read" },
  malformed_body: { status: 400, title: "The body cannot be read" },
  invalid_parameter: { status: 400, title: "A parameter is not valid" },
  unknown_key: { status: 401, title: "A known key is needed" },
  unknown_reader: { status: 401, title: "A read token or the admin password is needed" },
  origin_not_allowed: { status: 403, title: "This origin may not use this key" },
  admin_only: { status: 403, title: "Only the admin may do this" },
  not_found: { status: 404, title: "There is nothing here" },
  method_not_allowed: { status: 405, title: "This method is not supported here" },
  copies_possible: { status: 409, title: "This sink may get second copies" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_type: { status: 415, title: "The content type is not supported" },
  unsupported_encoding: { status: 415, title: "The content encoding is not supported" },
  rate_limited: { status: 429, title: "Too many events for this key" },
  internal: { status: 500, title: "The collector failed" },
  log_full: { status: 503, title: "The log is full" },
  disk_full: { status: 503, title: "The disk is full" },
  overloaded: { status: 503, title: "The collector has too much to do" },
  reports_disabled: { status: 503, title: "No store answers reports" },
  store_unavailable: { status: 503, title: "The store of the reports is not open" },
  stopping: { status: 503, title: "The collector is stopping" }
};
var problemCodes = Object.keys(problems);

// ../packages/collector/src/reports/period.ts
var HOUR = 36e5;
var DAY = 24 * HOUR;
function periodOf(days, now) {
  const bucket = days <= 2 ? "hour" : "day";
  const step = bucket === "hour" ? HOUR : DAY;
  const to = (Math.floor(now / step) + 1) * step;
  const from = to - days * DAY;
  const iso = (time) => new Date(time).toISOString();
  return {
    days,
    bucket,
    from: iso(from),
    to: iso(to),
    buckets: Array.from({ length: (to - from) / step }, (_, i) => iso(from + i * step))
  };
}
export {
  byEventSql,
  clientDropsSql,
  overviewSql,
  percentileSql,
  periodOf,
  privacySql,
  recentSql,
  responseTimeSql,
  sessionsSql,
  topicsSql,
  visitsSql,
  volumeSql
};
