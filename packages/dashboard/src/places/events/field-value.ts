/** Writes the names and the values of fields of single events. */
import { bucketUnit } from '../../format/bucket-unit.js'
import { formatFigure } from '../../format/figure.js'
import { formatSecond } from '../../format/time.js'

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** Returns the last part of the name, such as `page path` of `context.page_path`. */
export const fieldWords = (name: string): string =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/_(ms|usd|seconds)$/, '')
    .replaceAll('_', ' ')

/** @param timeZone in which times are written */
export function fieldValue(name: string, value: unknown, timeZone: string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatFigure(value, bucketUnit(`bucket:${name}`))
  if (typeof value === 'string') return INSTANT.test(value) ? formatSecond(value, timeZone) : value
  if (Array.isArray(value)) return value.map(String).join(', ')
  return JSON.stringify(value)
}
