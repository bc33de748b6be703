/** Says what a chart over time shows in one bucket. */
import { describeBucket } from '../format/bucket-label.js'
import { formatFigure } from '../format/figure.js'
import type { TimeData } from './time-data.js'

export const pointTitle = ({ labels, bucket, partial }: TimeData, i: number): string =>
  `${describeBucket(labels[i] ?? '', bucket)}${partial.has(i) ? ', not complete' : ''}`

/** Says the values in the order of the legend, and the earlier one where it is drawn. */
export function describePoint(data: TimeData, i: number): string {
  const values = data.series.map(
    ({ name, column, values: of }) => `${name} ${formatFigure(of[i] ?? null, column.unit)}`,
  )
  const [only] = data.series
  const before = data.series.length === 1 ? only?.earlier?.[i] : undefined
  const earlier =
    before === undefined || before === null
      ? []
      : [`before ${formatFigure(before, only?.column.unit ?? null)}`]
  return `${pointTitle(data, i)}: ${[...values, ...earlier].join(', ')}`
}
