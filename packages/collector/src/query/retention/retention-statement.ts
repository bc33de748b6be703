/** Compiles a retention report to one statement. */
import { columnsOfCondition } from '../catalogue/expression.js'
import { createBinder } from '../compile/binder.js'
import { compileCondition } from '../compile/condition.js'
import type { Dialect } from '../compile/dialect.js'
import { eventRows } from '../compile/event-rows.js'
import { compileTime } from '../compile/local-time.js'
import { createContext, type RelationContext, scopeOf } from '../compile/relation.js'
import type { Statement } from '../compile/statement.js'
import { columnsOfSelection, type EventSelection } from '../language/event-selection.js'
import { BEGINNING } from '../language/range.js'
import type { Retention } from './check-retention.js'

/** Selects the tenant, the person and the time of the events that are meant. */
function selectEvents(selection: EventSelection, context: RelationContext): string {
  const { filter } = context.query
  const columns = [
    ...['tenant_id', 'event', 'ts', 'user'],
    ...columnsOfSelection(selection),
    ...(filter === undefined ? [] : columnsOfCondition(filter)),
  ]
  const rows = eventRows(columns, selection.events, scopeOf(context))
  const where = ['"user" IS NOT NULL', compileCondition(selection.condition, context)]
  if (filter !== undefined) where.push(compileCondition(filter, context))
  return `SELECT tenant_id, "user" AS person, ts FROM ${rows} AS stored WHERE ${where.join(' AND ')}`
}

/**
 * Selects the number of persons of each cohort, with `week` null, and how many of them were there in each week.
 * The first event of a person is looked for in everything that is stored, and not in the range alone: else
 * everybody would be new in its first week.
 */
export function compileRetention({ query, first, returning }: Retention, dialect: Dialect): Statement {
  const bind = createBinder()
  const { range, zone } = query
  const ever = createContext(query, { from: BEGINNING, to: range.to }, bind, dialect)
  const within = createContext(query, range, bind, dialect)
  const weekOf = (time: string) => compileTime('week', time, { range, zone, bind })
  const firsts = `SELECT tenant_id, person, min(ts) AS began FROM (${selectEvents(first, ever)}) AS firsts GROUP BY tenant_id, person`
  const cohorts = `SELECT tenant_id, person, began, ${weekOf('began')} AS cohort FROM (${firsts}) AS people WHERE began >= ${bind.time(range.from)}`
  const returned = `SELECT DISTINCT cohorts.tenant_id, cohorts.person, cohort, ${weekOf('ts')} AS week FROM (${selectEvents(returning, within)}) AS seen JOIN cohorts ON seen.tenant_id = cohorts.tenant_id AND seen.person = cohorts.person AND seen.ts >= cohorts.began`
  return {
    sql: `WITH cohorts AS (${cohorts}), returned AS (${returned}) SELECT cohort, CAST(NULL AS timestamp) AS week, count(*) AS users FROM cohorts GROUP BY cohort UNION ALL SELECT cohort, week, count(*) AS users FROM returned GROUP BY cohort, week`,
    params: bind.params,
  }
}
