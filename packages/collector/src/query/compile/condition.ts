/** Compiles conditions and operands to SQL. */
import type { Condition, Operand } from '../catalogue/expression.js'
import type { Binder } from './binder.js'
import type { Dialect } from './dialect.js'

export interface ConditionContext {
  readonly bind: Binder
  readonly dialect: Dialect
  /** Returns a select of `tenant_id` and `session_id` of the sessions that have an event like this. */
  readonly sessionsWith: (condition: Condition) => string
}

export const quoteColumn = (name: string): string => `"${name}"`

const join = (parts: readonly string[], word: string): string =>
  parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(` ${word} `)})`

/** Returns an operand that has one value per row; a list has several and is compiled where it is used. */
export function compileOperand(operand: Operand, { bind, dialect }: ConditionContext): string {
  switch (operand.kind) {
    case 'column':
      return quoteColumn(operand.column)
    case 'number': {
      const events = operand.events.map((event) => bind.text(event))
      return `CASE WHEN event IN (${events.join(', ')}) THEN ${quoteColumn(operand.column)} END`
    }
    case 'first':
      return `COALESCE(${operand.columns.map(quoteColumn).join(', ')})`
    case 'property':
      return dialect.member(quoteColumn('properties'), bind.text(operand.key))
    case 'items':
      return dialect.items(quoteColumn(operand.column))
  }
}

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** Returns a condition on one value; it may be null where the value is. */
function onValue(value: string, condition: Condition, bind: Binder): string {
  switch (condition.op) {
    case 'is': {
      const values = condition.values.map((literal) =>
        typeof literal === 'number' ? bind.number(literal) : bind.text(literal),
      )
      return `${value} IN (${values.join(', ')})`
    }
    case 'contains':
      // The position of a text, unlike LIKE, gives no character of it a meaning.
      return join(
        condition.values.map((part) => `strpos(lower(${value}), lower(${bind.text(part)})) > 0`),
        'OR',
      )
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const { op } = condition
      return join(
        condition.values.map((number) => `${value} ${comparisons[op]} ${bind.number(number)}`),
        'OR',
      )
    }
    default:
      throw new TypeError('a condition that has no value')
  }
}

/** The result may be null where the condition is false. */
export function compileCondition(condition: Condition, context: ConditionContext): string {
  const inner = (each: Condition) => compileCondition(each, context)
  switch (condition.op) {
    case 'and':
      return condition.conditions.length === 0 ? 'TRUE' : join(condition.conditions.map(inner), 'AND')
    case 'or':
      return condition.conditions.length === 0 ? 'FALSE' : join(condition.conditions.map(inner), 'OR')
    case 'not':
      return `((${inner(condition.condition)}) IS NOT TRUE)`
    case 'has_done':
      return `(session_id IS NOT NULL AND (tenant_id, session_id) IN (${context.sessionsWith(condition.condition)}))`
    case 'differs': {
      const stated = quoteColumn(condition.column)
      return `(${stated} IS NOT NULL AND ${stated} IS DISTINCT FROM ${quoteColumn(condition.from)})`
    }
    case 'is_null': {
      const { operand } = condition
      const value = compileOperand(operand, context)
      return operand.kind === 'items'
        ? `NOT EXISTS (SELECT 1 FROM unnest(${value}) AS listed(item))`
        : `${value} IS NULL`
    }
    default: {
      const value = compileOperand(condition.operand, context)
      if (condition.operand.kind !== 'items') return onValue(value, condition, context.bind)
      return `EXISTS (SELECT 1 FROM unnest(${value}) AS listed(item) WHERE ${onValue('item', condition, context.bind)})`
    }
  }
}
