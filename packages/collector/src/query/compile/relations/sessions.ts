/**
 * Compiles the relation of sessions: one row for each session with a selected event, for each value of the groups
 * that a selected event shows. All events of a session judge it, also those that are not selected.
 */
import { ANSWERS, answer, failed, question } from '../../catalogue/exchanges.js'
import { columnsOfCondition } from '../../catalogue/expression.js'
import { usageEvents } from '../../catalogue/index.js'
import { compileCondition } from '../condition.js'
import { eventRows } from '../event-rows.js'
import { compileGroup } from '../groups.js'
import {
  type CompileRelation,
  type PlacedGroup,
  type RelationContext,
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

/** Only these events are asked for these columns. */
const neededOf = {
  id: ['session_end'],
  context_sdk: ['session_end'],
  duration_seconds: ['session_end'],
  success: ANSWERS,
  error_type: ANSWERS,
}

/** Says of a session by its selected events what `started`, `asked` and `used` are. */
function judgeSelected(isSelected: string, context: RelationContext): string {
  const anyOf = (condition: string) => `COALESCE(bool_or(${condition}) FILTER (WHERE ${isSelected}), FALSE)`
  return `${anyOf("event = 'session_start'")} AS started, ${anyOf(compileCondition(question, context))} AS asked, ${anyOf("event <> 'request'")} AS used`
}

/**
 * Selects each session with a selected event, with what all its events say, and what the selected ones do. It is one
 * pass over all events of the tenants: to look up only those of sessions in the range took more than twice as long.
 */
function selectWhole({ context }: RelationRequest): string {
  const { dialect, query } = context
  const filtered = query.filter === undefined ? [] : columnsOfCondition(query.filter)
  const columns = [...KEY, 'ts', 'event', ...Object.keys(neededOf)]
  const needed = Object.fromEntries(Object.entries(neededOf).filter(([name]) => !filtered.includes(name)))
  const rows = eventRows([...columns, ...filtered], usageEvents, tenantScope(context), needed)
  const isInRange = withinRange('ts', context)
  const isSelected =
    query.filter === undefined ? isInRange : `${isInRange} AND ${compileCondition(query.filter, context)}`
  const stated = `CASE WHEN ${endOfApplication} THEN duration_seconds END`
  const isAnswered = `${compileCondition(answer, context)} AND (${compileCondition(failed, context)}) IS NOT TRUE`
  // A text more to group by takes half the time more.
  const [tenant, by] = context.hasSeveralTenants
    ? ['tenant_id', 'tenant_id, session_id']
    : ['min(tenant_id) AS tenant_id', 'session_id']
  return `SELECT ${tenant}, session_id, min(ts) AS began,
    min(ts) FILTER (WHERE NOT ${endOfCollector}) AS first_at, max(ts) FILTER (WHERE NOT ${endOfCollector}) AS last_at,
    count(*) FILTER (WHERE NOT ${endOfCollector}) AS told, bool_or(event = 'session_end') AS ended,
    max(ts) FILTER (WHERE ${endOfApplication}) >= min(ts) FILTER (WHERE event = 'session_start') AS completed,
    bool_or(${isAnswered}) AS answered, ${dialect.last(stated)} AS stated, ${judgeSelected('is_selected', context)}
  FROM (SELECT *, ${isSelected} AS is_selected FROM ${rows} AS of_tenant WHERE session_id IS NOT NULL) AS told
  GROUP BY ${by} HAVING bool_or(is_selected)`
}

/** Selects each session once for each value that its selected events show. */
function selectShown(shown: readonly PlacedGroup[], request: RelationRequest): string {
  const events = selectEvents(shown, KEY, { ...request, groups: shown })
  const by = [...KEY, ...shown.map(({ index }) => `g${index}`)].join(', ')
  return `SELECT DISTINCT ${by} FROM (${events}) AS selected WHERE session_id IS NOT NULL`
}

export const compileSessions: CompileRelation = (request) => {
  const { groups, context } = request
  const shown = groups.filter((placed) => !isOfSession(placed))
  const own = groups.filter(isOfSession)
  const isOpen = `(NOT ended AND last_at > ${context.bind.time(context.query.now - OPEN_MS)})`
  const judged = `SELECT *, ${isOpen} AS is_open, (told <= 1 AND NOT ${isOpen}) AS is_single,
    CASE WHEN told > 1 AND NOT ${isOpen} THEN COALESCE(stated, CAST(extract(epoch FROM last_at - first_at) AS double precision)) END AS session_duration
  FROM (${selectWhole(request)}) AS whole`
  const sessions =
    shown.length === 0
      ? `(${judged}) AS judged`
      : `(${judged}) AS judged JOIN (${selectShown(shown, request)}) AS shown USING (tenant_id, session_id)`
  const values = own.map(
    ({ group, index }) =>
      `${compileGroup(group, 'began', { ...context, zone: context.query.zone })} AS g${index}`,
  )
  // A session that began before the range belongs to a bucket of another range.
  const isTimed = own.some(({ group }) => group.kind === 'time')
  const where = isTimed ? ` WHERE ${withinRange('began', context)}` : ''
  const columns = [...shown.map(({ index }) => `g${index}`), ...values, ...COLUMNS].join(', ')
  return { sql: `SELECT ${columns} FROM ${sessions}${where}`, key: KEY, columns: COLUMNS }
}
