/** Reads the filters of a query into a condition. */
import type { Comparison, Condition, Literal, Operand } from '../catalogue/expression.js'
import { dimensionById, measures } from '../catalogue/index.js'
import { measureNamed, parseKey } from './groups.js'
import { pointerTo, queryProblem, unknownName } from './query-problem.js'

const MAX_DEPTH = 4
const MAX_VALUES = 100
/** A label has at most so many characters, and an address not many more. */
const MAX_VALUE_LENGTH = 2048

const operators = [
  'is',
  'is_not',
  'contains',
  'gt',
  'gte',
  'lt',
  'lte',
  'is_null',
  'and',
  'or',
  'not',
  'has_done',
  'has_not_done',
] as const
type Operator = (typeof operators)[number]

interface Field {
  readonly type: 'text' | 'boolean' | 'number'
  readonly operand: Operand
}

function fieldNamed(name: unknown, pointer: string): Field {
  if (typeof name === 'string') {
    if (name.startsWith('properties.'))
      return { type: 'text', operand: { kind: 'property', key: parseKey(name, pointer) } }
    const dimension = dimensionById.get(name)
    if (dimension !== undefined)
      return { type: dimension.type === 'boolean' ? 'boolean' : 'text', operand: dimension.operand }
    const measure = measureNamed(name)
    if (measure !== undefined) return { type: 'number', operand: measure.operand }
  }
  throw unknownName(pointer, 'a dimension or a number', name, [
    ...dimensionById.keys(),
    ...measures.map((measure) => measure.name),
  ])
}

/** Takes one filter in place of a list of one. */
export const filtersOf = (value: unknown): unknown => (isFilter(value) ? [value] : value)

const isFilter = (value: unknown): boolean =>
  Array.isArray(value) && operators.some((operator) => operator === value[0])

/** Takes one value in place of a list of one. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

function valuesOf(given: unknown, pointer: string): readonly unknown[] {
  const values = listOf(given)
  if (given === undefined || values.length === 0 || values.length > MAX_VALUES)
    throw queryProblem(pointer, `expected 1 to ${MAX_VALUES} values`)
  return values
}

function textOf(value: unknown, pointer: string): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  if (typeof text !== 'string' || text.length > MAX_VALUE_LENGTH)
    throw queryProblem(pointer, `expected a text of at most ${MAX_VALUE_LENGTH} characters`)
  return text
}

function numberOf(value: unknown, pointer: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw queryProblem(pointer, 'expected a number')
  return number
}

function booleanOf(value: unknown, pointer: string): boolean {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw queryProblem(pointer, 'expected true or false')
}

const readers: Readonly<Record<Field['type'], (value: unknown, pointer: string) => Literal>> = {
  text: textOf,
  number: numberOf,
  boolean: booleanOf,
}

const not = (condition: Condition): Condition => ({ op: 'not', condition })

/** Null among the values of `is` stands for a missing value. */
function isAnyOf({ type, operand }: Field, given: unknown, pointer: string): Condition {
  const values = valuesOf(given, pointer)
  const literals = values.flatMap((value, i) =>
    value === null ? [] : [readers[type](value, pointerTo(pointer, i))],
  )
  const conditions: readonly Condition[] = [
    ...(literals.length > 0 ? [{ op: 'is', operand, values: literals } as const] : []),
    ...(literals.length < values.length ? [{ op: 'is_null', operand } as const] : []),
  ]
  const [only] = conditions
  return conditions.length === 1 && only !== undefined ? only : { op: 'or', conditions }
}

function compare(op: Comparison, { type, operand }: Field, given: unknown, pointer: string): Condition {
  if (type !== 'number')
    throw queryProblem(pointerTo(pointer, 1), `expected a number of an event, which ${op} compares`)
  const at = pointerTo(pointer, 2)
  return { op, operand, values: valuesOf(given, at).map((value, i) => numberOf(value, pointerTo(at, i))) }
}

function contains({ type, operand }: Field, given: unknown, pointer: string): Condition {
  if (type !== 'text') throw queryProblem(pointerTo(pointer, 1), 'expected a dimension of text')
  const at = pointerTo(pointer, 2)
  return {
    op: 'contains',
    operand,
    values: valuesOf(given, at).map((value, i) => textOf(value, pointerTo(at, i))),
  }
}

function parseFilter(filter: unknown, pointer: string, depth: number, insideHasDone: boolean): Condition {
  if (depth > MAX_DEPTH)
    throw queryProblem(pointer, `expected filters within filters at most ${MAX_DEPTH} deep`)
  if (!Array.isArray(filter))
    throw queryProblem(pointer, 'expected a filter such as ["is", "channel", ["chat"]]')
  const operator = operators.find((each) => each === filter[0])
  if (operator === undefined) throw unknownName(pointerTo(pointer, 0), 'an operator', filter[0], operators)
  const inner = (value: unknown, at: string) => parseFilter(value, at, depth + 1, insideHasDone)
  return parseOperation(operator, filter, pointer, inner, insideHasDone, depth)
}

function parseOperation(
  operator: Operator,
  filter: readonly unknown[],
  pointer: string,
  inner: (value: unknown, at: string) => Condition,
  insideHasDone: boolean,
  depth: number,
): Condition {
  const at = pointerTo(pointer, 1)
  switch (operator) {
    case 'and':
    case 'or': {
      const filters = filtersOf(filter[1])
      if (!Array.isArray(filters) || filters.length === 0 || filters.length > MAX_VALUES)
        throw queryProblem(at, `expected a list of 1 to ${MAX_VALUES} filters`)
      return { op: operator, conditions: filters.map((each, i) => inner(each, pointerTo(at, i))) }
    }
    case 'not':
      return not(inner(filter[1], at))
    case 'has_done':
    case 'has_not_done': {
      if (insideHasDone) throw queryProblem(pointer, 'expected no has_done within has_done')
      const done: Condition = { op: 'has_done', condition: parseFilter(filter[1], at, depth + 1, true) }
      return operator === 'has_done' ? done : not(done)
    }
    case 'is_null':
      return { op: 'is_null', operand: fieldNamed(filter[1], at).operand }
    case 'is':
      return isAnyOf(fieldNamed(filter[1], at), filter[2], pointerTo(pointer, 2))
    case 'is_not':
      return not(isAnyOf(fieldNamed(filter[1], at), filter[2], pointerTo(pointer, 2)))
    case 'contains':
      return contains(fieldNamed(filter[1], at), filter[2], pointer)
    default:
      return compare(operator, fieldNamed(filter[1], at), filter[2], pointer)
  }
}

/**
 * @returns undefined when nothing is filtered
 * @throws Problem `invalid_query`
 */
export function parseFilters(value: unknown, pointer = '/filters'): Condition | undefined {
  if (value === undefined || value === null) return undefined
  if (isFilter(value)) return { op: 'and', conditions: [parseFilter(value, pointer, 1, false)] }
  if (!Array.isArray(value) || value.length > MAX_VALUES)
    throw queryProblem(pointer, `expected a list of at most ${MAX_VALUES} filters`)
  if (value.length === 0) return undefined
  const conditions = value.map((each, i) => parseFilter(each, pointerTo(pointer, i), 1, false))
  return { op: 'and', conditions }
}
