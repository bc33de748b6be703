/**
 * The expressions of which metrics and filters consist, as data: the compiler turns them into SQL, and the
 * slow reference of the tests evaluates them on rows.
 */
import type { PriceSettings } from '../../config/config.js'

/** The value of a row that a condition or an aggregate reads. */
export type Operand =
  | { readonly kind: 'column'; readonly column: string }
  /** A number of certain events; others that have the column too have no value. */
  | { readonly kind: 'number'; readonly column: string; readonly events: readonly string[] }
  /** The first of the columns that is not null. */
  | { readonly kind: 'first'; readonly columns: readonly string[] }
  /** The items of a column that holds a list. */
  | { readonly kind: 'items'; readonly column: string }
  /** A member of the map `properties`, as text. */
  | { readonly kind: 'property'; readonly key: string }

/** Names the ids of which a figure counts the distinct ones. */
export type DistinctId = 'session' | 'user' | 'prediction'

export const distinctColumns: Readonly<Record<DistinctId, string>> = {
  session: 'session_id',
  user: 'user',
  prediction: 'prediction_id',
}

/** Names a price of the configuration. */
export type PriceName = keyof PriceSettings

export type Literal = string | number | boolean

export type Comparison = 'gt' | 'gte' | 'lt' | 'lte'

/**
 * A condition is true or false, never unknown: a comparison with a missing value is false, and `not` is its
 * complement.
 */
export type Condition =
  | { readonly op: 'is'; readonly operand: Operand; readonly values: readonly Literal[] }
  | { readonly op: 'contains'; readonly operand: Operand; readonly values: readonly string[] }
  | { readonly op: Comparison; readonly operand: Operand; readonly values: readonly number[] }
  | { readonly op: 'is_null'; readonly operand: Operand }
  /** The column is stated, and the other column is missing or holds another value. */
  | { readonly op: 'differs'; readonly column: string; readonly from: string }
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }
  /** The session of the row has an event within the range for which the condition is true. */
  | { readonly op: 'has_done'; readonly condition: Condition }

/** A figure over the rows of a group that consists of no others. */
export type PlainAggregate =
  | { readonly kind: 'count'; readonly where?: Condition | undefined }
  | {
      readonly kind: 'sum' | 'avg' | 'min' | 'max'
      readonly operand: Operand
      readonly where?: Condition | undefined
    }
  /** Interpolates linearly between the neighbors of the rank; `share` is from 0 to 1. */
  | {
      readonly kind: 'quantile'
      readonly operand: Operand
      readonly share: number
      readonly where?: Condition | undefined
    }
  | {
      readonly kind: 'distinct'
      readonly of: DistinctId
      readonly where?: Condition | undefined
    }

/** A figure over the rows of a group. */
export type Aggregate =
  | PlainAggregate
  /** Is null when the denominator is 0 or null. */
  | { readonly kind: 'ratio'; readonly numerator: Aggregate; readonly denominator: Aggregate }
  /** Adds counts and sums; what is null counts as 0. */
  | { readonly kind: 'total'; readonly of: readonly Aggregate[] }
  /** Is the figure times a price of the configuration. */
  | { readonly kind: 'priced'; readonly price: PriceName; readonly of: Aggregate }
  /** Is the figure ÷ the hours of the range, or those until now in a range that is not over. */
  | { readonly kind: 'per_hour'; readonly of: Aggregate }

export const column = (name: string): Operand => ({ kind: 'column', column: name })

export const is = (name: string, ...values: readonly Literal[]): Condition => ({
  op: 'is',
  operand: column(name),
  values,
})

export const isNull = (name: string): Condition => ({ op: 'is_null', operand: column(name) })
export const not = (condition: Condition): Condition => ({ op: 'not', condition })
export const says = (name: string): Condition => not(isNull(name))
export const and = (...conditions: readonly Condition[]): Condition => ({ op: 'and', conditions })
export const or = (...conditions: readonly Condition[]): Condition => ({ op: 'or', conditions })

export const count = (where?: Condition): Aggregate => ({ kind: 'count', where })

export const ratio = (numerator: Aggregate, denominator: Aggregate): Aggregate => ({
  kind: 'ratio',
  numerator,
  denominator,
})

/** Returns the names of the columns that an operand reads. */
export function columnsOfOperand(operand: Operand): readonly string[] {
  switch (operand.kind) {
    case 'column':
    case 'items':
      return [operand.column]
    case 'number':
      return [operand.column, 'event']
    case 'first':
      return operand.columns
    case 'property':
      return ['properties']
  }
}

/** Returns the names of the columns that a condition reads of its own row. */
export function columnsOfCondition(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap(columnsOfCondition)
    case 'not':
      return columnsOfCondition(condition.condition)
    case 'has_done':
      return ['session_id']
    case 'differs':
      return [condition.column, condition.from]
    default:
      return columnsOfOperand(condition.operand)
  }
}

/** Returns the names of the columns that an aggregate reads. */
export function columnsOfAggregate(aggregate: Aggregate): readonly string[] {
  switch (aggregate.kind) {
    case 'ratio':
      return [...columnsOfAggregate(aggregate.numerator), ...columnsOfAggregate(aggregate.denominator)]
    case 'total':
      return aggregate.of.flatMap(columnsOfAggregate)
    case 'priced':
    case 'per_hour':
      return columnsOfAggregate(aggregate.of)
    default: {
      const where = aggregate.where === undefined ? [] : columnsOfCondition(aggregate.where)
      if (aggregate.kind === 'count') return where
      if (aggregate.kind === 'distinct') return [...where, distinctColumns[aggregate.of]]
      return [...where, ...columnsOfOperand(aggregate.operand)]
    }
  }
}

/** Returns whether a figure without rows is 0; the others are null. */
export function isZeroWithoutRows(aggregate: Aggregate): boolean {
  switch (aggregate.kind) {
    case 'count':
    case 'distinct':
    case 'total':
      return true
    case 'priced':
    case 'per_hour':
      return isZeroWithoutRows(aggregate.of)
    default:
      return false
  }
}
