/** Writes the values of dimensions. What an application sent is shown as it is. */
import type { Row } from '../api/query.js'
import type { DimensionValue } from '../view/filter.js'
import { describeBucket } from './bucket-label.js'
import { bucketUnit } from './bucket-unit.js'
import { formatTick } from './figure.js'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const TWO_DIGITS = 2

/** Stands where an event does not say the value. */
export const notSet = 'not set'
const otherWord = 'All others'
const foldedWord = 'Too few sessions to show'

export function formatValue(dimension: string, value: DimensionValue): string {
  if (value === null) return notSet
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (dimension === 'time:day_of_week') return weekdays[Number(value) - 1] ?? String(value)
  if (dimension === 'time:hour_of_day') return `${String(value).padStart(TWO_DIGITS, '0')}:00`
  if (
    dimension === 'time:hour' ||
    dimension === 'time:day' ||
    dimension === 'time:week' ||
    dimension === 'time:month'
  )
    return describeBucket(String(value), dimension)
  if (dimension.startsWith('bucket:')) return `from ${formatTick(Number(value), bucketUnit(dimension))}`
  return String(value)
}

/** Names a row by the value of one of its dimensions. */
export function nameOfRow(
  row: Pick<Row, 'dimensions' | 'other' | 'folded'>,
  index: number,
  dimension: string,
): string {
  const value = row.dimensions[index] ?? null
  if (dimension.startsWith('time:') && value !== null) return formatValue(dimension, value)
  if (row.other) return otherWord
  return row.folded ? foldedWord : formatValue(dimension, value)
}
