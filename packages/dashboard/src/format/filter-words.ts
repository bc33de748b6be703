/** Writes a filter of a query for people. */
import type { Filter } from '../view/view.js'
import { notSet } from './dimension-value.js'

const words: Readonly<Record<string, string>> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
}

const wordOf = (value: unknown) =>
  value === null ? notSet : typeof value === 'string' ? value : JSON.stringify(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
const isFilter = (value: unknown): value is Filter => Array.isArray(value) && typeof value[0] === 'string'

/** Returns what cannot be put into words as it is. */
export function describeFilter(filter: Filter): string {
  const [operator, first, second] = filter
  const word = words[operator]
  if (word !== undefined && typeof first === 'string')
    return `${first} ${word} ${listOf(second).map(wordOf).join(' or ')}`
  if (operator === 'is_null') return `${first} is ${notSet}`
  if (operator === 'not' && isFilter(first)) return `not (${describeFilter(first)})`
  if (operator === 'has_done' && isFilter(first)) return `session has ${describeFilter(first)}`
  if (operator === 'has_not_done' && isFilter(first)) return `session has not ${describeFilter(first)}`
  if ((operator === 'and' || operator === 'or') && Array.isArray(first))
    return first.filter(isFilter).map(describeFilter).join(` ${operator} `)
  return JSON.stringify(filter)
}
