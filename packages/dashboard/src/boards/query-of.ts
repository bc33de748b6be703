/** Completes what a chart asks by what the view says. */
import type { FunnelRequest } from '../api/funnel.js'
import type { Dimension, Query } from '../api/query.js'
import type { RetentionRequest } from '../api/retention.js'
import type { View } from '../view/view.js'
import type { Ask, Drawing, FunnelChart, QueryChart, RetentionChart } from './board.js'
import { timeBucket } from './time-bucket.js'

/** Ways of drawing that show the earlier period beside this one. */
const comparing: ReadonlySet<Drawing> = new Set(['figures', 'line', 'table'])

const common = (view: View) => ({
  ...(view.tenant !== undefined && { tenant: view.tenant }),
  date_range: view.range,
  time_zone: view.timeZone,
})

function dimensionsOf({ draw, ask }: Pick<QueryChart, 'draw' | 'ask'>, view: View): readonly Dimension[] {
  // Headline figures are the totals of the small lines beside them.
  const asked = draw === 'figures' ? ['time'] : (ask.dimensions ?? [])
  return asked.map((dimension) => (dimension === 'time' ? timeBucket(view.range) : dimension))
}

const idOf = (dimension: Dimension) =>
  typeof dimension === 'string' ? dimension : `bucket:${dimension.bucket}`

/** A histogram has its buckets in their order, and a filter of the reader's is one more of the chart. */
export function queryOf({ draw, ask }: Pick<QueryChart, 'draw' | 'ask'>, view: View): Query {
  const dimensions = dimensionsOf({ draw, ask }, view)
  const filters = [...(ask.filters ?? []), ...view.filters]
  const order = orderOf(draw, ask, dimensions)
  const include = { ...ask.include, ...(draw === 'figures' && { totals: true }) }
  return {
    ...common(view),
    metrics: ask.metrics,
    ...(dimensions.length > 0 && { dimensions }),
    ...(filters.length > 0 && { filters }),
    ...(view.compare !== undefined && comparing.has(draw) && { compare: view.compare }),
    ...(order && { order_by: order }),
    ...(ask.limit !== undefined && { limit: ask.limit }),
    ...(Object.keys(include).length > 0 && { include }),
  }
}

function orderOf(draw: Drawing, ask: Ask, dimensions: readonly Dimension[]): Ask['order_by'] {
  const [first] = dimensions
  if (draw === 'histogram' && first !== undefined && ask.order_by === undefined) return [[idOf(first), 'asc']]
  return ask.order_by
}

export const funnelOf = ({ funnel }: FunnelChart, view: View): FunnelRequest => ({
  ...funnel,
  ...common(view),
  ...withFilters(funnel.filters, view),
})

export const retentionOf = ({ retention }: RetentionChart, view: View): RetentionRequest => ({
  ...retention,
  ...common(view),
  ...withFilters(retention.filters, view),
})

function withFilters(own: View['filters'] | undefined, view: View) {
  const filters = [...(own ?? []), ...view.filters]
  return filters.length > 0 ? { filters } : {}
}
