/** Renames keys from the spelling of the file to that of the code: `roll_seconds` becomes `rollSeconds`. */
import { isObject } from '@hushlog/base'

const renamed = (key: string): string => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const convert = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(convert)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [renamed(key), convert(member)]))
}

/** @typeParam Converted what the caller knows of the result, such as by a check against a schema */
export const camelCase = <Converted>(content: object): Converted => convert(content) as Converted
