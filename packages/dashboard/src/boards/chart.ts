/** Short ways to write the charts of a board. */
import type { Ask, QueryChart, Size } from './board.js'

type Rest = Pick<QueryChart, 'note' | 'titles'> & Omit<Ask, 'metrics' | 'dimensions'>

/** Splits what belongs to the frame from what is asked. */
function chartOf(
  draw: QueryChart['draw'],
  id: string,
  title: string,
  size: Size,
  ask: Ask,
  { note, titles, ...more }: Rest,
): QueryChart {
  return {
    id,
    title,
    size,
    draw,
    ...(note !== undefined && { note }),
    ...(titles !== undefined && { titles }),
    ask: { ...ask, ...more },
  }
}

/** Headline figures. */
export const figures = (id: string, title: string, metrics: readonly string[], rest: Rest = {}) =>
  chartOf('figures', id, title, 'full', { metrics }, rest)

/** Metrics over time as lines. */
export const line = (id: string, title: string, size: Size, metrics: readonly string[], rest: Rest = {}) =>
  chartOf('line', id, title, size, { metrics, dimensions: ['time'] }, rest)

/** Metrics over time on top of each other. */
export const stack = (id: string, title: string, size: Size, metrics: readonly string[], rest: Rest = {}) =>
  chartOf('stack', id, title, size, { metrics, dimensions: ['time'] }, rest)

/** So many values have a color of their own beside that of all others. */
const COLORS = 5

const ROWS = 8

type ByDimension = (
  id: string,
  title: string,
  size: Size,
  metric: string,
  dimension: string,
  rest?: Rest,
) => QueryChart

/** Returns a way to write charts of the most frequent values of a dimension, with one figure for all others. */
const mostFrequent =
  (draw: QueryChart['draw'], limit: number, before: readonly string[] = []): ByDimension =>
  (id, title, size, metric, dimension, rest = {}) =>
    chartOf(
      draw,
      id,
      title,
      size,
      { metrics: [metric], dimensions: [...before, dimension] },
      { limit, include: { other: true }, ...rest },
    )

/** The most frequent values of a dimension over time, on top of each other. */
export const stackBy = mostFrequent('stack', COLORS, ['time'])

/** The most frequent values of a dimension. */
export const bars = mostFrequent('bars', ROWS)

/** Few values of a dimension as parts of a whole. */
export const ring = mostFrequent('ring', COLORS)

const TABLE_ROWS = 10

/** Several figures of each value. */
export const table = (
  id: string,
  title: string,
  size: Size,
  metrics: readonly string[],
  dimensions: readonly string[],
  rest: Rest = {},
) => chartOf('table', id, title, size, { metrics, dimensions }, { limit: TABLE_ROWS, ...rest })

/** How often each range of a number occurs. */
export const histogram = (
  id: string,
  title: string,
  size: Size,
  metric: string,
  bucket: NonNullable<Ask['dimensions']>[number],
  rest: Rest = {},
) => chartOf('histogram', id, title, size, { metrics: [metric], dimensions: [bucket] }, rest)
