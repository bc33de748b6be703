/** Compiles aggregates to SQL. */
import type { PriceSettings } from '../../config/config.js'
import { type Aggregate, distinctColumns, type PlainAggregate } from '../catalogue/expression.js'
import { type ConditionContext, compileCondition, compileOperand, quoteColumn } from './condition.js'

export interface AggregateContext extends ConditionContext {
  /** Ids of sessions are distinct within a tenant only, so that several tenants need both. */
  readonly hasSeveralTenants: boolean
  readonly prices: PriceSettings
  /** Counts the hours of the range, or those until now in a range that is not over. */
  readonly hours: number
}

function compileUnfiltered(aggregate: PlainAggregate, context: AggregateContext): string {
  switch (aggregate.kind) {
    case 'count':
      return 'count(*)'
    case 'sum':
      return `sum(CAST(${compileOperand(aggregate.operand, context)} AS double precision))`
    case 'avg':
    case 'min':
    case 'max':
      return `${aggregate.kind}(CAST(${compileOperand(aggregate.operand, context)} AS double precision))`
    case 'quantile': {
      const value = compileOperand(aggregate.operand, context)
      return `percentile_cont(${aggregate.share}) WITHIN GROUP (ORDER BY CAST(${value} AS double precision))`
    }
    case 'distinct': {
      const id = quoteColumn(distinctColumns[aggregate.of])
      // No id of a tenant has a slash, so that no two pairs give one text.
      return `count(DISTINCT ${context.hasSeveralTenants ? `tenant_id || '/' || ${id}` : id})`
    }
  }
}

/** Returns an expression over the rows of a group that match the condition of the aggregate. */
export function compilePlain(aggregate: PlainAggregate, context: AggregateContext): string {
  const plain = compileUnfiltered(aggregate, context)
  return aggregate.where === undefined
    ? plain
    : `${plain} FILTER (WHERE ${compileCondition(aggregate.where, context)})`
}

/**
 * Returns an expression over the rows of a group: a double, or null where there is no value.
 *
 * @param leaf compiles the aggregates of which it consists
 */
export function compileAggregate(
  aggregate: Aggregate,
  context: AggregateContext,
  leaf: (plain: PlainAggregate) => string = (plain) => compilePlain(plain, context),
): string {
  const inner = (each: Aggregate) => compileAggregate(each, context, leaf)
  switch (aggregate.kind) {
    case 'ratio':
      return `CAST(${inner(aggregate.numerator)} AS double precision) / NULLIF(${inner(aggregate.denominator)}, 0)`
    case 'total':
      return `(${aggregate.of.map((each) => `COALESCE(${inner(each)}, 0)`).join(' + ')})`
    case 'priced':
      return `(${context.bind.number(context.prices[aggregate.price])} * ${inner(aggregate.of)})`
    case 'per_hour':
      return `(${inner(aggregate.of)} / NULLIF(${context.bind.number(context.hours)}, 0))`
    default:
      return leaf(aggregate)
  }
}
