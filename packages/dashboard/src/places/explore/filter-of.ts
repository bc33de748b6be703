/** Makes a filter of what a form says. */
import type { Filter } from '../../view/view.js'
import type { FieldType } from './dimensions-for.js'

export interface Operator {
  readonly id: string
  readonly title: string
  readonly hasValues: boolean
}

const set: readonly Operator[] = [
  { id: 'is_null', title: 'is not set', hasValues: false },
  { id: 'is_set', title: 'is set', hasValues: false },
]
const equal: readonly Operator[] = [
  { id: 'is', title: 'is', hasValues: true },
  { id: 'is_not', title: 'is not', hasValues: true },
]

export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: [
    ...equal,
    { id: 'contains', title: 'contains', hasValues: true },
    { id: 'contains_not', title: 'does not contain', hasValues: true },
    ...set,
  ],
  boolean: [...equal, ...set],
  number: [
    { id: 'gte', title: 'is at least', hasValues: true },
    { id: 'gt', title: 'is more than', hasValues: true },
    { id: 'lte', title: 'is at most', hasValues: true },
    { id: 'lt', title: 'is less than', hasValues: true },
    ...set,
  ],
}

const readValue = (text: string, type: FieldType): string | number | boolean => {
  if (type === 'boolean') return text === 'true'
  const number = Number(text)
  return type === 'number' && text.trim() !== '' && Number.isFinite(number) ? number : text
}

/** @param values alternatives; what is no number is left to the collector to refuse */
export function filterOf(
  field: string,
  type: FieldType,
  operator: string,
  values: readonly string[],
): Filter {
  if (operator === 'is_null') return ['is_null', field]
  if (operator === 'is_set') return ['not', ['is_null', field]]
  const read = values.map((value) => readValue(value, type))
  if (operator === 'contains_not') return ['not', ['contains', field, read]]
  return [operator, field, read]
}
