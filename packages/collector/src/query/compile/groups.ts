/** Compiles the groups of a query to expressions over one row. */
import { columnsOfOperand } from '../catalogue/expression.js'
import type { Group } from '../language/groups.js'
import type { Range } from '../language/range.js'
import type { Binder } from './binder.js'
import { type ConditionContext, compileOperand, quoteColumn } from './condition.js'
import { compileTime } from './local-time.js'

/** Finds the bucket of a value by halving the edges: the number of edges that are not above it. */
function bucketTree(
  value: string,
  edges: readonly number[],
  low: number,
  high: number,
  bind: Binder,
): string {
  if (low === high) return String(low)
  const middle = Math.floor((low + high) / 2)
  const below = bucketTree(value, edges, low, middle, bind)
  const above = bucketTree(value, edges, middle + 1, high, bind)
  return `CASE WHEN ${value} < ${bind.number(edges[middle] ?? 0)} THEN ${below} ELSE ${above} END`
}

/** Returns the columns of events that a group reads. */
export function columnsOfGroup(group: Group): readonly string[] {
  switch (group.kind) {
    case 'time':
      return ['ts']
    case 'property':
      return ['properties']
    case 'bucket':
      return columnsOfOperand(group.measure.operand)
    case 'value':
      return columnsOfOperand(group.dimension.operand)
  }
}

/**
 * Returns the value of a group in one row.
 *
 * @param time the column by whose time the row belongs to a bucket
 */
export function compileGroup(
  group: Group,
  time: string,
  context: ConditionContext & { readonly range: Range; readonly zone: string },
): string {
  switch (group.kind) {
    case 'time':
      return compileTime(group.unit, quoteColumn(time), context)
    case 'property':
      return compileOperand({ kind: 'property', key: group.key }, context)
    case 'bucket': {
      const value = compileOperand(group.measure.operand, context)
      const { edges } = group
      return `CASE WHEN ${value} IS NOT NULL THEN ${bucketTree(value, edges, 0, edges.length, context.bind)} END`
    }
    case 'value': {
      const { operand } = group.dimension
      const value = compileOperand(operand, context)
      return operand.kind === 'items' ? context.dialect.expand(value) : value
    }
  }
}

/** Returns whether a row can be in several groups of this kind: once for each item of a list. */
export const isList = (group: Group): boolean =>
  group.kind === 'value' && group.dimension.operand.kind === 'items'

/** Returns whether values of the group are texts, which stores order by their own collation. */
export const isText = (group: Group): boolean =>
  group.kind === 'property' || (group.kind === 'value' && group.dimension.type !== 'boolean')
