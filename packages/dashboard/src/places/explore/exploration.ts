/** What somebody explores is in the address, so that it is a link. */
import type { Drawing, QueryChart } from '../../boards/board.js'
import type { View } from '../../view/view.js'

export type Direction = 'asc' | 'desc'

export interface Exploration {
  readonly metrics: readonly string[]
  /** `time` is the bucket that suits the period. */
  readonly dimensions: readonly string[]
  /** Undefined, or impossible for these metrics, draws it in the way that suits it. */
  readonly draw: string | undefined
  readonly order: readonly [id: string, direction: Direction] | undefined
  /** Is what the address says, which may be no number. */
  readonly limit: string | undefined
}

const listOf = (text: string | undefined): readonly string[] => [
  ...new Set((text ?? '').split(',').filter((id) => id !== '')),
]

function orderOf(text: string | undefined): Exploration['order'] {
  if (!text) return undefined
  return text.startsWith('-') ? [text.slice(1), 'desc'] : [text, 'asc']
}

export function readExploration({ metric, by, draw, order, limit }: View['own']): Exploration {
  return {
    metrics: metric === undefined ? ['events'] : listOf(metric),
    dimensions: by === undefined ? ['time'] : listOf(by),
    draw,
    order: orderOf(order),
    limit,
  }
}

/** Returns the parameters with which `readExploration` reads the same. */
export const ownOf = ({ metrics, dimensions, draw, order, limit }: Exploration): View['own'] => ({
  metric: metrics.join(','),
  by: dimensions.join(','),
  ...(draw !== undefined && { draw }),
  ...(order !== undefined && { order: `${order[1] === 'desc' ? '-' : ''}${order[0]}` }),
  ...(limit !== undefined && limit !== '' && { limit }),
})

const isTimeline = (dimension: string | undefined) =>
  dimension !== undefined && /^time(:(hour|day|week|month))?$/.test(dimension)

/**
 * Returns the ways of drawing that suit, the best first.
 *
 * @param hasOneUnit false where the metrics cannot share an axis
 */
export function possibleDrawings(
  { metrics, dimensions }: Pick<Exploration, 'metrics' | 'dimensions'>,
  hasOneUnit: boolean,
): readonly Drawing[] {
  const [first, second, ...rest] = dimensions
  const isSingle = metrics.length === 1
  if (first === undefined) return ['figures', 'table']
  if (rest.length > 0) return ['table']
  if (isTimeline(first) && second === undefined)
    return !hasOneUnit ? ['table'] : isSingle ? ['line', 'table'] : ['line', 'stack', 'table']
  if (isTimeline(first)) return isSingle ? ['line', 'stack', 'table'] : ['table']
  if (second !== undefined || !isSingle) return ['table']
  return first.startsWith('bucket:') ? ['histogram', 'table'] : ['bars', 'ring', 'table']
}

/** A line or a slice for each of more values would be a tangle; all others are one together. */
const defaultLimits: Readonly<Partial<Record<Drawing, number>>> = { line: 5, stack: 5, ring: 6, bars: 25 }

/** Returns the chart that asks and draws it; a limit that is no number is left to the collector to refuse. */
export function chartOf(exploration: Exploration, possible: readonly Drawing[], title: string): QueryChart {
  const { metrics, dimensions, order } = exploration
  const draw = possible.find((way) => way === exploration.draw) ?? possible[0] ?? 'table'
  const isLimited = dimensions.some((dimension) => !isTimeline(dimension))
  const limit = exploration.limit === undefined ? defaultLimits[draw] : Number(exploration.limit)
  const hasOther = isLimited && limit !== undefined && draw !== 'table' && draw !== 'histogram'
  return {
    id: 'explored',
    title,
    size: 'full',
    draw,
    ask: {
      metrics,
      ...(dimensions.length > 0 && { dimensions }),
      ...(order !== undefined && { order_by: [order] }),
      ...(isLimited && limit !== undefined && { limit }),
      ...(hasOther && { include: { other: true } }),
    },
  }
}
