/**
 * Compiles a query to statements with bound parameters. A statement has a column `g0`, `g1`, … for each group
 * that it has, and `m0`, `m1`, … for each metric.
 */

import type { SqlValue } from '../../sinks/report-store.js'
import type { Aggregate } from '../catalogue/expression.js'
import { isZeroWithoutRows } from '../catalogue/expression.js'
import type { Metric } from '../catalogue/metric.js'
import type { SourceName } from '../catalogue/source.js'
import type { Order, Query } from '../language/check-query.js'
import type { Range } from '../language/range.js'
import { compileAggregate } from './aggregate.js'
import { createBinder } from './binder.js'
import { countBySession } from './by-session.js'
import { quoteColumn } from './condition.js'
import type { Dialect } from './dialect.js'
import { isList, isText } from './groups.js'
import { type Part, type PlacedMetric, partsOf } from './parts.js'
import { createContext, type PlacedGroup, type Relation, type RelationContext } from './relation.js'
import { relations } from './relations/index.js'

export interface Statement {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

const isCount = ({ value }: Metric): boolean => isZeroWithoutRows(value)

const groupList = (groups: readonly PlacedGroup[]): readonly string[] =>
  groups.map(({ index }) => `g${index}`)

const equalGroups = (groups: readonly PlacedGroup[], left: string, right: string): string =>
  groups.map(({ index }) => `${left}.g${index} IS NOT DISTINCT FROM ${right}.g${index}`).join(' AND ')

/** Selects the rows of a relation that count in one row for several groups. */
interface Restriction {
  /** The groups that do not remain in the row. */
  readonly of: readonly PlacedGroup[]
  /** A condition on the rows as `counted`. */
  readonly where: string
}

const inTable = (name: string, groups: readonly PlacedGroup[]): string =>
  `EXISTS (SELECT 1 FROM ${name} WHERE ${equalGroups(groups, name, 'counted')})`

/** A row of several of the groups counts once in the row for all of them. */
function selectSeveral(
  { sql, key, columns }: Relation,
  groups: readonly PlacedGroup[],
  { of, where }: Restriction,
  source: SourceName,
): string {
  const rows = `SELECT * FROM (${sql}) AS counted WHERE ${where}`
  const isOnce = source !== 'sessions' && !of.some(({ group }) => isList(group))
  if (isOnce) return rows
  const kept = [...new Set([...groupList(groups), ...[...key, ...columns].map(quoteColumn)])]
  return `SELECT DISTINCT ${kept.join(', ')} FROM (${rows}) AS several`
}

const sessions: Aggregate = { kind: 'distinct', of: 'session' }

/** Says of a row whether it is of too few sessions to be shown; one of events without sessions is not. */
const smallSql = (context: RelationContext): string =>
  `CASE WHEN ${compileAggregate(sessions, context)} BETWEEN 1 AND ${context.query.settings.minSessions - 1} THEN 1 ELSE 0 END AS is_small`

function groupPart(
  { own, isBySession }: Part,
  groups: readonly PlacedGroup[],
  figures: readonly PlacedMetric[],
  context: RelationContext,
  restriction: Restriction | undefined,
): string {
  const source = own[0]?.metric.source ?? 'events'
  const folds = context.query.settings.minSessions > 0
  const counted = own.map(({ metric }) => metric)
  const relation = relations[source]({
    groups: [...groups, ...(restriction?.of ?? [])],
    metrics: folds ? counted.flatMap((metric) => [metric, { ...metric, value: sessions }]) : counted,
    context,
  })
  const sessionRows = isBySession ? countBySession(context) : undefined
  const compile = sessionRows?.value ?? ((value: Aggregate) => compileAggregate(value, context))
  const values = figures.map((placed) => {
    const value = own.includes(placed) ? compile(placed.metric.value) : 'CAST(NULL AS double precision)'
    return `CAST(${value} AS double precision) AS m${placed.index}`
  })
  if (folds) values.push(smallSql(context))
  const single =
    restriction === undefined ? relation.sql : selectSeveral(relation, groups, restriction, source)
  const rows = sessionRows?.rows(single, groupList(groups)) ?? single
  const by = groups.length === 0 ? '' : ` GROUP BY ${groupList(groups).join(', ')}`
  return `SELECT ${[...groupList(groups), ...values].join(', ')} FROM (${rows}) AS counted${by}`
}

/**
 * Groups each part by itself and puts the rows of equal groups together. Where the configuration folds rows of few
 * sessions, a column `is_small` says which these are, and their figures are null.
 *
 * @param metrics say which rows there are, also where only some figures of them are wanted
 */
function groupAll(
  groups: readonly PlacedGroup[],
  metrics: readonly PlacedMetric[],
  context: RelationContext,
  { figures = metrics, restriction }: { figures?: readonly PlacedMetric[]; restriction?: Restriction } = {},
): string {
  const selects = partsOf(metrics, figures, context.query.settings).map((part) =>
    groupPart(part, groups, figures, context, restriction),
  )
  const values = figures.map(({ metric, index }) =>
    isCount(metric) ? `COALESCE(max(m${index}), 0) AS m${index}` : `max(m${index}) AS m${index}`,
  )
  const by = groups.length === 0 ? '' : ` GROUP BY ${groupList(groups).join(', ')}`
  const select = (more: readonly string[]) =>
    `SELECT ${[...groupList(groups), ...values, ...more].join(', ')} FROM (${selects.join(' UNION ALL ')}) AS sources${by}`
  if (context.query.settings.minSessions === 0) return select([])
  const shown = figures.map(({ index }) => `CASE WHEN is_small = 0 THEN m${index} END AS m${index}`)
  return `SELECT ${[...groupList(groups), ...shown, 'is_small'].join(', ')} FROM (${select(['max(is_small) AS is_small'])}) AS judged`
}

function orderSql(
  order: readonly Order[],
  groups: readonly PlacedGroup[],
  { dialect }: RelationContext,
): string {
  const ordered = order.map(({ by, index, direction }) => {
    if (by === 'metric') return `m${index} ${direction} NULLS LAST`
    return `${groupValue(groups, index, dialect)} ${direction} NULLS LAST`
  })
  const ties = groups.map(({ index }) => `${groupValue(groups, index, dialect)} ASC NULLS LAST`)
  return [...ordered, ...ties].join(', ')
}

function groupValue(groups: readonly PlacedGroup[], index: number, dialect: Dialect): string {
  const placed = groups.find((each) => each.index === index)
  return placed !== undefined && isText(placed.group) ? dialect.orderText(`g${index}`) : `g${index}`
}

export interface Plan {
  /** Selects the rows: of the range, or of the range of the comparison for the same groups. */
  rows(range: Range): Statement
  /** Selects the rows of every group, without their order, and at most so many of them. */
  unranked(range: Range, rows: number): Statement
  /** Selects the rows of the groups of the limit in their order, or of every group without one. */
  inOrder(range: Range): Statement
  /** Selects one row over everything that is selected. */
  totals(range: Range): Statement
  /** Selects a row, or one for each bucket of time, over the groups beyond the limit of the range of the query. */
  other(range: Range): Statement
  /** Counts the groups, without their part of time, as `groups`. */
  countGroups(): Statement
  /** Selects one row over all rows of few sessions, and their number as `folded`. */
  folded(): Statement
}

/** @param limit infinity selects every group */
export function planQuery(query: Query, dialect: Dialect, limit: number = query.limit): Plan {
  const all: readonly PlacedGroup[] = query.groups.map((group, index) => ({ group, index }))
  const metrics: readonly PlacedMetric[] = query.metrics.map((metric, index) => ({ metric, index }))
  const times = all.filter(({ group }) => group.kind === 'time')
  const ranked = all.filter(({ group }) => group.kind !== 'time')

  /** Orders the groups, by the first metric where the query does not say how. */
  const asked = query.orderBy.filter(
    ({ by, index }) => by === 'metric' || ranked.some((each) => each.index === index),
  )
  const rank: readonly Order[] = asked.length > 0 ? asked : [{ by: 'metric', index: 0, direction: 'desc' }]
  const ranking = metrics.filter(
    ({ index }) => index === 0 || rank.some((order) => order.by === 'metric' && order.index === index),
  )

  const statement = (range: Range, write: (context: RelationContext, main: RelationContext) => string) => {
    const bind = createBinder()
    const context = createContext(query, range, bind, dialect)
    const main = createContext(query, query.range, bind, dialect)
    return { sql: write(context, main), params: bind.params }
  }

  const isShown = query.settings.minSessions > 0 ? ' WHERE is_small = 0' : ''
  const small = (context: RelationContext): string =>
    `SELECT * FROM (${groupAll(all, metrics, context, { figures: [] })}) AS judged WHERE is_small = 1`

  const top = (context: RelationContext): string => {
    const cut = limit === Number.POSITIVE_INFINITY ? '' : ` LIMIT ${limit} OFFSET ${query.offset}`
    return `SELECT * FROM (${groupAll(ranked, metrics, context, { figures: ranking })}) AS ranked${isShown} ORDER BY ${orderSql(rank, ranked, context)}${cut}`
  }

  return {
    rows: (range) =>
      statement(range, (context, main) => {
        const rows = groupAll(all, metrics, context)
        if (ranked.length === 0) return rows
        const isCut = times.length > 0 || range !== query.range
        if (isCut)
          return `WITH top AS (${top(main)}) SELECT found.* FROM (${rows}) AS found WHERE EXISTS (SELECT 1 FROM top WHERE ${equalGroups(ranked, 'top', 'found')})`
        const cut = limit === Number.POSITIVE_INFINITY ? '' : ` LIMIT ${limit} OFFSET ${query.offset}`
        return `SELECT * FROM (${rows}) AS found${isShown} ORDER BY ${orderSql(rank, ranked, context)}${cut}`
      }),
    unranked: (range, rows) =>
      statement(range, (context) => `${groupAll(all, metrics, context)} LIMIT ${rows}`),
    inOrder: (range) =>
      statement(range, (context, main) => {
        const [time] = times
        const byTime: readonly Order[] =
          time === undefined ? rank : [{ by: 'group', index: time.index, direction: 'asc' }]
        const order = query.orderBy.length > 0 ? query.orderBy : byTime
        const isCut = limit !== Number.POSITIVE_INFINITY && ranked.length > 0
        const cut = isCut ? `WITH top AS (${top(main)}) ` : ''
        const rows = `SELECT * FROM (${groupAll(all, metrics, context)}) AS shown${isShown}`
        const inTop = isCut
          ? ` WHERE EXISTS (SELECT 1 FROM top WHERE ${equalGroups(ranked, 'top', 'found')})`
          : ''
        return `${cut}SELECT found.* FROM (${rows}) AS found${inTop} ORDER BY ${orderSql(order, all, context)}`
      }),
    totals: (range) => statement(range, (context) => groupAll([], metrics, context)),
    other: (range) =>
      statement(range, (context, main) => {
        const beyond = `NOT ${inTable('top', ranked)}`
        const folds = query.settings.minSessions > 0
        const where = folds ? `${beyond} AND NOT ${inTable('small', all)}` : beyond
        const tables = [`top AS (${top(main)})`, ...(folds ? [`small AS (${small(context)})`] : [])]
        return `WITH ${tables.join(', ')} ${groupAll(times, metrics, context, { restriction: { of: ranked, where } })}`
      }),
    countGroups: () =>
      statement(query.range, (context) => {
        const counted = groupAll(ranked, metrics, context, { figures: [] })
        return `SELECT count(*) AS groups FROM (${counted}) AS found${isShown}`
      }),
    folded: () =>
      statement(query.range, (context) => {
        const several = groupAll([], metrics, context, {
          restriction: { of: all, where: inTable('small', all) },
        })
        return `WITH small AS (${small(context)}) SELECT *, (SELECT count(*) FROM small) AS folded FROM (${several}) AS several`
      }),
  }
}
