/**
 * The rollups: what reports add up, by tenant and hour. Each is one statement over the rows and one table
 * that holds its result for hours that were summed up before. Sums of sums are sums, and sets of sessions
 * join, so that a period is read from the tables and, for hours that are not in them, from the rows by the
 * same text.
 */
import { tables } from '@hushlog/schema/tables'
import { allEvents } from './all-events.js'

/** DuckDB and PostgreSQL share these names of types. */
type RollupType = 'text' | 'bigint' | 'double precision' | 'boolean'

export interface Rollup {
  readonly name: string
  /** Lists the columns after `tenant_id` and `hour`, in order. */
  readonly columns: Readonly<Record<string, RollupType>>
  /** Lists boolean columns that only the table has. They are false in new rows. */
  readonly flags?: readonly string[]
  /**
   * Returns the statement over the rows.
   *
   * @param where a condition over `tenant_id` and `ts`
   */
  select(where: string): string
  /** Returns the statement whose result is stored, when that is less than the result of `select`. */
  readonly reduce?: (select: string) => string
}

const head = "tenant_id, date_trunc('hour', ts) AS hour"
const texts = tables.flatMap(({ columns }) => columns.filter(({ text }) => text).map(({ name }) => name))

const counts: Rollup = {
  name: 'counts',
  columns: { event: 'text', events: 'bigint', with_text: 'bigint' },
  select: (where) => `SELECT ${head}, event, count(*) AS events,
  count(*) FILTER (WHERE ${texts.map((name) => `"${name}" IS NOT NULL`).join(' OR ')}) AS with_text
FROM ${allEvents(['tenant_id', 'ts', 'event', ...texts])} WHERE ${where} GROUP BY 1, 2, event`,
}

/**
 * Keeps a session as 63 bits of a hash: two of a million are taken for one with a probability of 1 to 20
 * million. A session that is not `spread` is in no other hour of the table, so that most are counted without
 * being compared.
 */
const sessions: Rollup = {
  name: 'sessions',
  columns: { session: 'bigint', asked: 'boolean', answered: 'boolean' },
  flags: ['spread'],
  select: (where) => `SELECT ${head}, session_key(session_id) AS session,
  bool_or(event = 'user_query') AS asked,
  bool_or(event = 'agent_response' AND success IS DISTINCT FROM FALSE) AS answered
FROM ${allEvents(['tenant_id', 'ts', 'event', 'session_id', 'success'])}
WHERE ${where} AND session_id IS NOT NULL AND event <> 'client_report' GROUP BY 1, 2, 3`,
}

const answers: Rollup = {
  name: 'answers',
  columns: {
    responses: 'bigint',
    time_sum: 'double precision',
    time_count: 'bigint',
    visualizations: 'bigint',
  },
  select: (where) => `SELECT ${head}, count(*) AS responses, sum(processing_time_ms) AS time_sum,
  count(processing_time_ms) AS time_count, count(*) FILTER (WHERE has_visualization) AS visualizations
FROM conversation WHERE ${where} AND event = 'agent_response' GROUP BY 1, 2`,
}

/** An hour with more distinct times than this gets them rounded to within half a percent. */
const EXACT_TIMES = 100
/**
 * Is the logarithm of the ratio of neighboring rounded times, so that a time is at most 0.5 % from its
 * rounded one.
 */
const STEP = Math.log(1.01)

/** Counts how often each time from question to complete answer was measured. Percentiles are read from it. */
const times: Rollup = {
  name: 'times',
  columns: { value: 'double precision', answers: 'bigint' },
  select: (where) => `SELECT ${head}, processing_time_ms AS value, count(*) AS answers
FROM conversation
WHERE ${where} AND event = 'agent_response' AND processing_time_ms IS NOT NULL GROUP BY 1, 2, 3`,
  reduce: (select) => `SELECT tenant_id, hour,
  CASE WHEN different > ${EXACT_TIMES} AND value > 0
    THEN exp((floor(ln(CASE WHEN value > 0 THEN value ELSE 1 END) / ${STEP}) + 0.5) * ${STEP}) ELSE value END AS value,
  sum(answers) AS answers
FROM (SELECT *, count(*) OVER (PARTITION BY tenant_id, hour) AS different FROM (${select}) AS exact) AS measured
GROUP BY 1, 2, 3`,
}

const visits: Rollup = {
  name: 'visits',
  columns: { duration_sum: 'double precision', duration_count: 'bigint' },
  select: (
    where,
  ) => `SELECT ${head}, sum(duration_seconds) AS duration_sum, count(duration_seconds) AS duration_count
FROM session WHERE ${where} AND event = 'session_end' GROUP BY 1, 2`,
}

const topics: Rollup = {
  name: 'topics',
  columns: { topic: 'text', answers: 'bigint', no_match: 'bigint' },
  select: (where) => `SELECT ${head}, topic, count(*) AS answers, count(*) FILTER (WHERE no_match) AS no_match
FROM conversation WHERE ${where} AND event = 'agent_response' AND topic IS NOT NULL GROUP BY 1, 2, topic`,
}

const lists = ['context_redactions', 'collector_redactions']
const removed = ['context_removed_fields', 'collector_removed_fields']

const privacy: Rollup = {
  name: 'privacy',
  columns: {
    context_redactions: 'text',
    collector_redactions: 'text',
    events: 'bigint',
    client_removed: 'bigint',
    collector_removed: 'bigint',
  },
  select: (where) => `SELECT ${head}, ${lists.join(', ')}, count(*) AS events,
  sum(context_removed_fields) AS client_removed, sum(collector_removed_fields) AS collector_removed
FROM ${allEvents(['tenant_id', 'ts', ...lists, ...removed])}
WHERE ${where} AND (${[...lists, ...removed].map((name) => `${name} IS NOT NULL`).join(' OR ')})
GROUP BY 1, 2, ${lists.join(', ')}`,
}

const drops: Rollup = {
  name: 'drops',
  columns: { drops: 'text', reports: 'bigint' },
  select: (where) => `SELECT ${head}, drops, count(*) AS reports
FROM client WHERE ${where} AND drops IS NOT NULL GROUP BY 1, 2, drops`,
}

/** Counts a run that timed out as failed. */
const runs: Rollup = {
  name: 'runs',
  columns: {
    workflows: 'bigint',
    failed: 'bigint',
    latency_sum: 'double precision',
    latency_count: 'bigint',
    throughput_sum: 'double precision',
    throughput_count: 'bigint',
    predictions: 'bigint',
    probability_sum: 'double precision',
    probability_count: 'bigint',
  },
  select: (where) => `SELECT ${head}, count(*) FILTER (WHERE event = 'workflow_run') AS workflows,
  count(*) FILTER (WHERE event = 'workflow_run' AND status IN ('failure', 'timed_out')) AS failed,
  sum(p95_latency_ms) AS latency_sum, count(p95_latency_ms) AS latency_count,
  sum(throughput) AS throughput_sum, count(throughput) AS throughput_count,
  count(*) FILTER (WHERE event = 'prediction') AS predictions,
  sum(probability) AS probability_sum, count(probability) AS probability_count
FROM operations WHERE ${where} GROUP BY 1, 2`,
}

const all = { counts, sessions, answers, times, visits, topics, privacy, drops, runs }
export type RollupName = keyof typeof all

export const rollups: readonly Rollup[] = Object.values(all)
export const rollupNamed = (name: RollupName): Rollup => all[name]
export const rollupTable = ({ name }: Rollup): string => `rollup_${name}`
