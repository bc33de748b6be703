/**
 * Compiles a funnel to one statement. Every step is one pass over the events of a session or a person in their
 * order: an event that fits a step reaches it when an event before it reached the step before. What is carried
 * along is the latest beginning from which it is reached, since that lies within a window if any does.
 */
import type { EventName } from '@hushlog/schema'
import { columnsOfCondition } from '../catalogue/expression.js'
import { createBinder } from '../compile/binder.js'
import { compileCondition, quoteColumn } from '../compile/condition.js'
import type { Dialect } from '../compile/dialect.js'
import { eventRows } from '../compile/event-rows.js'
import { columnsOfGroup, compileGroup, isList, isText } from '../compile/groups.js'
import { createContext, type RelationContext, scopeOf } from '../compile/relation.js'
import type { Statement } from '../compile/statement.js'
import { MAX_LIMIT } from '../language/check-query.js'
import { columnsOfSelection, type EventSelection } from '../language/event-selection.js'
import { type Group, isTimeline } from '../language/groups.js'
import type { Funnel } from './check-funnel.js'

/** What is read of a step: how many reached it, and the median seconds from the step before and from the first. */
export const stepColumns = (step: number) =>
  ({ count: `c${step}`, fromPrevious: `p${step}`, fromFirst: `f${step}` }) as const

const namedEvents = (steps: readonly EventSelection[]): readonly EventName[] => [
  ...new Set(steps.flatMap(({ events }) => events)),
]

/** Selects the events that fit a step at all, with `s1`, `s2`, … that say which. */
function selectMatches(funnel: Funnel, context: RelationContext): string {
  const { query, steps, by } = funnel
  const scope = scopeOf(context)
  const entity = by === 'session' ? 'session_id' : 'user'
  const [group] = query.groups
  const columns = [
    ...['tenant_id', 'event', 'ts', 'id', entity],
    ...steps.flatMap(columnsOfSelection),
    ...(query.filter === undefined ? [] : columnsOfCondition(query.filter)),
    ...(group === undefined ? [] : columnsOfGroup(group)),
  ]
  const flags = steps.map(
    ({ condition }, i) => `((${compileCondition(condition, context)}) IS TRUE) AS s${i + 1}`,
  )
  const value = group === undefined ? 'CAST(NULL AS text)' : compileWhole(group, context)
  const where = [`${quoteColumn(entity)} IS NOT NULL`, hasBegun(funnel, context)]
  if (query.filter !== undefined) where.push(compileCondition(query.filter, context))
  const rows = eventRows(columns, namedEvents(steps), scope)
  const read = `SELECT tenant_id, ${quoteColumn(entity)} AS entity, ts, id, ${value} AS g, ${flags.join(', ')} FROM ${rows} AS stored WHERE ${where.join(' AND ')}`
  const any = steps.map((_, i) => `s${i + 1}`).join(' OR ')
  return `SELECT * FROM (${read}) AS read WHERE ${any}`
}

/**
 * Returns a condition on rows of the sessions or persons that have an event of step 1. The others count in no step,
 * and are most of all where few begin: to order their events too took four times as long.
 */
function hasBegun({ query, steps: [first], by }: Funnel, context: RelationContext): string {
  if (first === undefined || !first.isNamed) return 'TRUE'
  const entity = by === 'session' ? 'session_id' : 'user'
  const columns = [
    ...['tenant_id', 'event', entity],
    ...columnsOfSelection(first),
    ...(query.filter === undefined ? [] : columnsOfCondition(query.filter)),
  ]
  const key = [...(context.hasSeveralTenants ? ['tenant_id'] : []), quoteColumn(entity)].join(', ')
  const where = [`${quoteColumn(entity)} IS NOT NULL`, compileCondition(first.condition, context)]
  if (query.filter !== undefined) where.push(compileCondition(query.filter, context))
  const rows = eventRows(columns, first.events, scopeOf(context))
  return `(${key}) IN (SELECT ${key} FROM ${rows} AS begun WHERE ${where.join(' AND ')})`
}

/** A list stays one value until the sessions or persons are counted. */
function compileWhole(group: Group, context: RelationContext): string {
  if (group.kind === 'value' && group.dimension.operand.kind === 'items')
    return context.dialect.items(quoteColumn(group.dimension.operand.column))
  return compileGroup(group, 'ts', { ...context, zone: context.query.zone })
}

/**
 * Adds `b<step>`, the beginning from which an event reaches a step, and `q<step>`, when the step before was. One
 * pass also finds the first event of step 1.
 */
function addStep(inner: string, step: number, windowMs: number | undefined, key: string): string {
  const begun = `max(b${step - 1}) OVER before`
  const isWithin =
    windowMs === undefined ? '' : ` AND ${begun} >= ts - INTERVAL '${Math.round(windowMs / 1000)} seconds'`
  const previous = `max(CASE WHEN b${step - 1} IS NOT NULL THEN ts END) OVER before`
  const first = step === 2 ? `, (s1 AND ${begun} IS NULL) AS is_first` : ''
  return `SELECT *${first}, CASE WHEN s${step}${isWithin} THEN ${begun} END AS b${step}, CASE WHEN s${step} THEN ${previous} END AS q${step} FROM (${inner}) AS reached WINDOW before AS (PARTITION BY ${key} ORDER BY ts, sort_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`
}

/** Takes the value of the only event that is the first of step 1. */
function valueOfFirst(group: Group | undefined): string {
  if (group === undefined) return 'NULL'
  const isBoolean = group.kind === 'value' && group.dimension.type === 'boolean'
  return `${isBoolean ? 'bool_or' : 'max'}(CASE WHEN is_first THEN g END)`
}

const seconds = (later: string, earlier: string): string =>
  `CAST(extract(epoch FROM (${later} - ${earlier})) AS double precision)`

/**
 * Selects one row for each session or person that began: when each step was reached first. The first event that
 * reaches a step also has the earliest beginning and the earliest step before it.
 */
function selectEntities(funnel: Funnel, context: RelationContext): string {
  const { dialect, hasSeveralTenants } = context
  // A text more to order by takes a tenth of the time more.
  const [tenant, key] = hasSeveralTenants
    ? ['tenant_id', 'tenant_id, entity']
    : ['min(tenant_id) AS tenant_id', 'entity']
  let inner = `SELECT *, ${dialect.orderText('id')} AS sort_id, CASE WHEN s1 THEN ts END AS b1 FROM (${selectMatches(funnel, context)}) AS matched`
  for (let step = 2; step <= funnel.steps.length; step++) inner = addStep(inner, step, funnel.windowMs, key)
  const times = funnel.steps.flatMap((_, i) => {
    const step = i + 1
    const only = `FILTER (WHERE b${step} IS NOT NULL)`
    const reached = `min(ts) ${only}`
    if (step === 1) return [`${reached} AS t1`]
    return [
      `${reached} AS t${step}`,
      `${seconds(reached, `min(q${step}) ${only}`)} AS p${step}`,
      `${seconds(reached, `min(b${step}) ${only}`)} AS f${step}`,
    ]
  })
  return `SELECT ${tenant}, entity, ${valueOfFirst(funnel.query.groups[0])} AS g0, ${times.join(', ')} FROM (${inner}) AS passed GROUP BY ${key} HAVING min(b1) IS NOT NULL`
}

function figures({ steps }: Funnel): string {
  const median = (name: string) => `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${name}) AS ${name}`
  return steps
    .flatMap((_, i) => {
      const { count, fromPrevious, fromFirst } = stepColumns(i + 1)
      const counted = `count(t${i + 1}) AS ${count}`
      return i === 0 ? [counted] : [counted, median(fromPrevious), median(fromFirst)]
    })
    .join(', ')
}

/** Orders groups by time, or else by how many began. */
function groupOrder(group: Group, dialect: Dialect): string {
  const value = isText(group) ? dialect.orderText('g0') : 'g0'
  return group.kind === 'time' ? `${value} NULLS LAST` : `c1 DESC, ${value} NULLS LAST`
}

/** Selects one row for all values of fewer sessions or persons than may be shown, with place -1. */
function foldSmall(funnel: Funnel, columns: readonly string[], isSmall: string): string {
  const small = `SELECT g0 FROM each_value GROUP BY g0 HAVING ${isSmall}`
  // With a list, one of them may be in several of the values.
  const folded = `SELECT DISTINCT tenant_id, entity, ${columns.join(', ')} FROM each_value WHERE EXISTS (SELECT 1 FROM (${small}) AS small WHERE small.g0 IS NOT DISTINCT FROM each_value.g0)`
  return `SELECT -1 AS place, (SELECT count(*) FROM (${small}) AS small) AS total_rows, NULL AS g0, ${figures(funnel)} FROM (${folded}) AS folded`
}

/**
 * Selects a row with `place` 0 for all that began, and with a dimension one for each of its values, with its
 * place among `total_rows`. Values of too few sessions or persons have one row together, with place -1.
 */
export function compileFunnel(funnel: Funnel, dialect: Dialect): Statement {
  const { query } = funnel
  const bind = createBinder()
  const { params } = bind
  const context = createContext(query, query.range, bind, dialect)
  const entities = selectEntities(funnel, context)
  const [group] = query.groups
  const all = `SELECT 0 AS place, 0 AS total_rows, NULL AS g0, ${figures(funnel)} FROM entities`
  if (group === undefined) return { sql: `WITH entities AS (${entities}) ${all}`, params }
  const columns = funnel.steps.flatMap((_, i) => (i === 0 ? ['t1'] : [`t${i + 1}`, `p${i + 1}`, `f${i + 1}`]))
  const value = isList(group) ? dialect.expand('g0') : 'g0'
  const values = `SELECT tenant_id, entity, ${value} AS g0, ${columns.join(', ')} FROM entities`
  const isSmall = `count(t1) BETWEEN 1 AND ${query.settings.minSessions - 1}`
  const folds = query.settings.minSessions > 1
  const grouped = `SELECT g0, ${figures(funnel)} FROM each_value GROUP BY g0${folds ? ` HAVING NOT (${isSmall})` : ''}`
  const limit = group.kind === 'time' && isTimeline(group.unit) ? MAX_LIMIT : query.limit
  const placed = `SELECT row_number() OVER (ORDER BY ${groupOrder(group, dialect)}) AS place, count(*) OVER () AS total_rows, * FROM (${grouped}) AS grouped`
  const shown = `SELECT * FROM (${placed}) AS placed WHERE place <= ${limit}`
  const rows = [all, shown, ...(folds ? [foldSmall(funnel, columns, isSmall)] : [])]
  return {
    sql: `WITH entities AS (${entities}), each_value AS (${values}) ${rows.join(' UNION ALL ')}`,
    params,
  }
}
