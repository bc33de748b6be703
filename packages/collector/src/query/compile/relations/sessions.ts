/**
 * Compiles the relation of sessions: one row for each session with a selected event, for each value of the groups
 * that a selected event shows. All events of a session judge it, also those that are not selected.
 */
import { answer, failed, question } from '../../catalogue/exchanges.js'
import { usageEvents } from '../../catalogue/index.js'
import { compileCondition } from '../condition.js'
import { eventRows } from '../event-rows.js'
import { compileGroup } from '../groups.js'
import {
  type CompileRelation,
  type PlacedGroup,
  type RelationRequest,
  tenantScope,
  withinRange,
} from '../relation.js'
import { selectEvents } from './events.js'

/** A session whose last event is less than so many milliseconds old may go on. */
const OPEN_MS = 30 * 60_000
const KEY = ['tenant_id', 'session_id']

const COLUMNS = [
  ...KEY,
  'began',
  'started',
  'asked',
  'used',
  'completed',
  'answered',
  'is_single',
  'is_open',
  'session_duration',
]

/** The collector sends this end for a session that fell quiet; applications name their own SDK. */
const endOfCollector = `(event = 'session_end' AND context_sdk IS NOT DISTINCT FROM 'collector')`
const endOfApplication = `(event = 'session_end' AND context_sdk IS DISTINCT FROM 'collector')`

/** Returns whether a group is of the session, and not of one of its events. */
const isOfSession = ({ group }: PlacedGroup): boolean =>
  group.kind === 'time' || (group.kind === 'bucket' && group.measure.source === 'sessions')

/** Selects each session once for each value that it shows, with what its selected events say. */
function selectShown(shown: readonly PlacedGroup[], request: RelationRequest): string {
  const { context } = request
  const events = selectEvents(shown, [...KEY, 'event'], { ...request, groups: shown })
  const by = [...KEY, ...shown.map(({ index }) => `g${index}`)].join(', ')
  const anyOf = (condition: string) =>
    `bool_or(bool_or(${condition})) OVER (PARTITION BY tenant_id, session_id)`
  return `SELECT ${by}, ${anyOf("event = 'session_start'")} AS started, ${anyOf(compileCondition(question, context))} AS asked, ${anyOf("event <> 'request'")} AS used FROM (${events}) AS selected WHERE session_id IS NOT NULL GROUP BY ${by}`
}

/** Selects what all events of the sessions say together. */
function selectWhole({ context }: RelationRequest): string {
  const { dialect } = context
  const columns = [...KEY, 'id', 'ts', 'event', 'context_sdk', 'duration_seconds', 'success', 'error_type']
  const stated = `CASE WHEN ${endOfApplication} THEN duration_seconds END`
  const isAnswered = `${compileCondition(answer, context)} AND (${compileCondition(failed, context)}) IS NOT TRUE`
  return `SELECT tenant_id, session_id, min(ts) AS began,
    min(ts) FILTER (WHERE NOT ${endOfCollector}) AS first_at, max(ts) FILTER (WHERE NOT ${endOfCollector}) AS last_at,
    count(*) FILTER (WHERE NOT ${endOfCollector}) AS told, bool_or(event = 'session_end') AS ended,
    max(ts) FILTER (WHERE ${endOfApplication}) >= min(ts) FILTER (WHERE event = 'session_start') AS completed,
    bool_or(${isAnswered}) AS answered, ${dialect.last(stated)} AS stated
  FROM ${eventRows(columns, usageEvents, tenantScope(context))} AS of_tenant
  WHERE (tenant_id, session_id) IN (SELECT tenant_id, session_id FROM shown) GROUP BY tenant_id, session_id`
}

export const compileSessions: CompileRelation = (request) => {
  const { groups, context } = request
  const shown = groups.filter((placed) => !isOfSession(placed))
  const own = groups.filter(isOfSession)
  const isOpen = `(NOT ended AND last_at > ${context.bind.time(context.query.now - OPEN_MS)})`
  const judged = `SELECT shown.*, began, completed, answered, ${isOpen} AS is_open,
    (told <= 1 AND NOT ${isOpen}) AS is_single,
    CASE WHEN told > 1 AND NOT ${isOpen} THEN COALESCE(stated, CAST(extract(epoch FROM last_at - first_at) AS double precision)) END AS session_duration
  FROM shown JOIN whole USING (tenant_id, session_id)`
  const values = own.map(
    ({ group, index }) =>
      `${compileGroup(group, 'began', { ...context, zone: context.query.zone })} AS g${index}`,
  )
  // A session that began before the range belongs to a bucket of another range.
  const isTimed = own.some(({ group }) => group.kind === 'time')
  const where = isTimed ? ` WHERE ${withinRange('began', context)}` : ''
  const columns = [...shown.map(({ index }) => `g${index}`), ...values, ...COLUMNS].join(', ')
  return {
    sql: `WITH shown AS (${selectShown(shown, request)}), whole AS (${selectWhole(request)}) SELECT ${columns} FROM (${judged}) AS judged${where}`,
    key: KEY,
    columns: COLUMNS,
  }
}
