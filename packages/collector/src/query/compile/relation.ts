/**
 * A relation is what metrics count the rows of. It selects the values of the groups as `g0`, `g1`, …, the columns
 * that its aggregates read, and columns that tell its rows apart.
 */
import { HOUR } from '@hushlog/base'
import type { EventName } from '@hushlog/schema'
import { type Condition, columnsOfAggregate, columnsOfCondition } from '../catalogue/expression.js'
import { usageEvents } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import type { Query } from '../language/check-query.js'
import type { Group } from '../language/groups.js'
import type { Range } from '../language/range.js'
import type { AggregateContext } from './aggregate.js'
import type { Binder } from './binder.js'
import { compileCondition } from './condition.js'
import type { Dialect } from './dialect.js'
import { eventRows } from './event-rows.js'
import { columnsOfGroup } from './groups.js'

/** A group of the query with its place among the dimensions. */
export interface PlacedGroup {
  readonly group: Group
  readonly index: number
}

export interface RelationContext extends AggregateContext {
  readonly query: Query
  readonly range: Range
}

/** What is asked of a relation; its metrics have one source and one time. */
export interface RelationRequest {
  readonly groups: readonly PlacedGroup[]
  readonly metrics: readonly Metric[]
  readonly context: RelationContext
}

export interface Relation {
  /** A SELECT statement. */
  readonly sql: string
  /** Names the columns that tell the rows of the source apart; a row is there once for each of its groups. */
  readonly key: readonly string[]
  /** Names the columns besides those of the groups. */
  readonly columns: readonly string[]
}

export type CompileRelation = (request: RelationRequest) => Relation

export function createContext(query: Query, range: Range, bind: Binder, dialect: Dialect): RelationContext {
  const hasSeveralTenants = query.tenants.length > 1
  const sessionsWith = (condition: Condition): string => {
    const columns = ['tenant_id', 'session_id', 'event', ...columnsOfCondition(condition)]
    const done = compileCondition(condition, context)
    return `SELECT tenant_id, session_id FROM ${eventRows(columns, usageEvents, scopeOf(context))} AS done WHERE session_id IS NOT NULL AND ${done}`
  }
  const context: RelationContext = {
    query,
    range,
    bind,
    dialect,
    hasSeveralTenants,
    sessionsWith,
    prices: query.settings.prices,
    hours: Math.max(0, Math.min(range.to, query.now) - range.from) / HOUR,
  }
  return context
}

/** Returns the condition on the tenant, which every table can use by itself. */
export function tenantScope({ query, bind }: RelationContext): string {
  const tenants = query.tenants.map((tenant) => bind.text(tenant))
  return `tenant_id IN (${tenants.join(', ')})`
}

/** Returns the condition on tenant and time that every table can use by itself. */
export const scopeOf = (context: RelationContext): string =>
  `${tenantScope(context)} AND ${withinRange('ts', context)}`

export const withinRange = (time: string, { range, bind }: RelationContext): string =>
  `${time} >= ${bind.time(range.from)} AND ${time} < ${bind.time(range.to)}`

/** Returns the events that the metrics read. */
export const eventsOf = (metrics: readonly Metric[]): readonly EventName[] => [
  ...new Set(metrics.flatMap(({ events }) => events)),
]

/** Returns a list of bound names of events. */
export const nameEvents = (events: readonly EventName[], { bind }: RelationContext): string =>
  events.map((event) => bind.text(event)).join(', ')

/** Returns the columns that the aggregates of metrics read. */
export const readByMetrics = (metrics: readonly Metric[]): readonly string[] => [
  ...new Set(metrics.flatMap(({ value }) => columnsOfAggregate(value))),
]

/** Returns the columns that groups and filters read. */
export const readBySelection = ({ groups, context }: RelationRequest): readonly string[] => [
  ...new Set([
    ...groups.flatMap(({ group }) => columnsOfGroup(group)),
    ...(context.query.filter === undefined ? [] : columnsOfCondition(context.query.filter)),
  ]),
]
