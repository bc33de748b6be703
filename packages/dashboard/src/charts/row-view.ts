/** Says which events a row of an answer is of. */
import type { Column, Row } from '../api/query.js'
import type { TimeBucket } from '../boards/time-bucket.js'
import { filterFor, isFilterable } from '../view/filter.js'
import type { View } from '../view/view.js'
import { bucketPeriod } from './bucket-period.js'

const timelines: ReadonlySet<string> = new Set<TimeBucket>([
  'time:hour',
  'time:day',
  'time:week',
  'time:month',
])
const isTimeline = (id: string): id is TimeBucket => timelines.has(id)

/** Returns undefined where no filter and no period selects the events of a row, such as all others together. */
export function rowView(
  row: Pick<Row, 'dimensions' | 'other' | 'folded'>,
  dimensions: readonly Pick<Column, 'id'>[],
): (Pick<View, 'filters'> & Partial<Pick<View, 'range'>>) | undefined {
  if (row.other || row.folded) return undefined
  const filters: View['filters'][number][] = []
  let range: View['range'] | undefined
  for (const [i, { id }] of dimensions.entries()) {
    const value = row.dimensions[i] ?? null
    if (isTimeline(id) && typeof value === 'string') range = bucketPeriod(value, id)
    else if (isFilterable(id)) filters.push(filterFor(id, value))
    else return undefined
  }
  return { filters, ...(range !== undefined && { range }) }
}
