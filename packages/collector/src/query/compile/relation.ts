/**
 * Compiles the relations of which metrics count the rows. A relation selects the values of the groups as `g0`,
 * `g1`, …, and the columns that its aggregates read.
 */
import { HOUR } from '@hushlog/base'
import type { EventName } from '@hushlog/schema'
import { type Condition, columnsOfAggregate, columnsOfCondition } from '../catalogue/expression.js'
import { usageEvents } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import type { SourceName } from '../catalogue/source.js'
import type { Query } from '../language/check-query.js'
import type { Group } from '../language/groups.js'
import type { Range } from '../language/range.js'
import type { AggregateContext } from './aggregate.js'
import type { Binder } from './binder.js'
import { compileCondition, quoteColumn } from './condition.js'
import type { Dialect } from './dialect.js'
import { eventRows } from './event-rows.js'
import { columnsOfGroup, compileGroup, isList } from './groups.js'

/** A group of the query with its place among the dimensions. */
export interface PlacedGroup {
  readonly group: Group
  readonly index: number
}

export interface RelationContext extends AggregateContext {
  readonly query: Query
  readonly range: Range
}

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

/** Returns the condition on tenant and time that every table can use by itself. */
export function scopeOf({ query, range, bind }: RelationContext): string {
  const tenants = query.tenants.map((tenant) => bind.text(tenant))
  return `tenant_id IN (${tenants.join(', ')}) AND ts >= ${bind.time(range.from)} AND ts < ${bind.time(range.to)}`
}

/** Returns the events that the metrics read. */
export const eventsOf = (metrics: readonly Metric[]): readonly EventName[] => [
  ...new Set(metrics.flatMap(({ events }) => events)),
]

const selectGroups = (
  groups: readonly PlacedGroup[],
  time: string,
  context: RelationContext,
): readonly string[] =>
  groups.map(
    ({ group, index }) =>
      `${compileGroup(group, time, { ...context, zone: context.query.zone })} AS g${index}`,
  )

/**
 * Selects the events of the query, one row each, or one for each combination of items where groups are lists.
 *
 * @param columns those that aggregates read
 */
export function selectEvents(
  groups: readonly PlacedGroup[],
  columns: readonly string[],
  events: readonly EventName[],
  context: RelationContext,
): string {
  const { query } = context
  const lists = groups.filter(({ group }) => isList(group))
  const plain = groups.filter(({ group }) => !isList(group))
  const read = [
    'tenant_id',
    'event',
    ...columns,
    ...groups.flatMap(({ group }) => columnsOfGroup(group)),
    ...(query.filter === undefined ? [] : columnsOfCondition(query.filter)),
  ]
  const kept = [...new Set(['event', ...columns])].map(quoteColumn)
  const named = events.map((event) => context.bind.text(event))
  const where = [`event IN (${named.join(', ')})`]
  if (query.filter !== undefined) where.push(compileCondition(query.filter, context))
  // Only one list may be expanded in one select: two would be expanded side by side and not combined.
  let inner = `SELECT ${[
    ...selectGroups(plain, 'ts', context),
    ...kept,
    ...lists.map(({ group }) => columnsOfGroup(group).map(quoteColumn).join(', ')),
  ].join(', ')} FROM ${eventRows(read, events, scopeOf(context))} AS stored WHERE ${where.join(' AND ')}`
  for (const list of lists)
    inner = `SELECT *, ${selectGroups([list], 'ts', context).join(', ')} FROM (${inner}) AS listed`
  return inner
}

type CompileRelation = (
  groups: readonly PlacedGroup[],
  metrics: readonly Metric[],
  context: RelationContext,
) => string

const readBy = (metrics: readonly Metric[]): readonly string[] => [
  ...new Set(metrics.flatMap(({ value }) => columnsOfAggregate(value))),
]

/** Compiles the relation of each source. */
export const relations: Readonly<Partial<Record<SourceName, CompileRelation>>> = {
  events: (groups, metrics, context) => {
    const tenant = context.hasSeveralTenants ? ['tenant_id'] : []
    return selectEvents(groups, [...tenant, ...readBy(metrics)], eventsOf(metrics), context)
  },
}
