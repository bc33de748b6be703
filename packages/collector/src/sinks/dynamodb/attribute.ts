/** Converts JSON values to DynamoDB's attributes, and counts how much of an item's limit they take. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb'

/**
 * DynamoDB's numbers have these bounds. Numbers beyond them are kept as text:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const SMALLEST = 1e-130
const LARGEST = 9.9e125

const fits = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= SMALLEST && Math.abs(value) <= LARGEST)

export function toAttribute(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return fits(value) ? { N: String(value) } : { S: String(value) }
    case 'boolean':
      return { BOOL: value }
    default:
      if (value === null || typeof value !== 'object') return { NULL: true }
      return Array.isArray(value) ? { L: value.map(toAttribute) } : { M: toAttributes(value) }
  }
}

export const toAttributes = (fields: object): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [attributeName(name), toAttribute(value)]))

/** Prefixes names that are empty, which DynamoDB refuses, or `__proto__`, which the AWS SDK loses. */
const attributeName = (name: string): string => (name === '' || name === '__proto__' ? `_${name}` : name)

/**
 * Counts bytes as
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html does.
 */
export function sizeOf(attributes: Readonly<Record<string, AttributeValue>>): number {
  let bytes = 0
  for (const [name, value] of Object.entries(attributes))
    bytes += Buffer.byteLength(name) + sizeOfValue(value)
  return bytes
}

/** A list or map takes these bytes more than its values, once and for each of them. */
const CONTAINER = 3
const ELEMENT = 1

function sizeOfValue(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined)
    return Math.ceil(significantDigits(value.N) / 2) + (value.N.startsWith('-') ? 2 : 1)
  if (value.L !== undefined)
    return value.L.reduce((sum, element) => sum + ELEMENT + sizeOfValue(element), CONTAINER)
  if (value.M !== undefined) return CONTAINER + ELEMENT * Object.keys(value.M).length + sizeOf(value.M)
  return 1
}

const significantDigits = (number: string): number =>
  number.replace(/e.*$/, '').replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length
