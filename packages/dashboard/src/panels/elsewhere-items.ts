/** Leads from a chart to its events, and to Explore, with the filters and the period of the view. */
import type { QueryChart } from '../boards/board.js'
import { ownOf } from '../places/explore/exploration.js'
import type { Viewing } from '../view/use-view.js'
import type { MenuItem } from './menu.js'

export function elsewhereItems({ draw, ask }: QueryChart, { view, go }: Viewing): readonly MenuItem[] {
  const filters = [...(ask.filters ?? []), ...view.filters]
  const [metric] = ask.metrics
  const dimensions = draw === 'figures' ? ['time'] : (ask.dimensions ?? [])
  const own = ownOf({
    metrics: ask.metrics,
    dimensions: dimensions.map((each) => (typeof each === 'string' ? each : `bucket:${each.bucket}`)),
    draw,
    order: ask.order_by?.[0] && [ask.order_by[0][0], ask.order_by[0][1]],
    limit: ask.limit === undefined ? undefined : String(ask.limit),
  })
  return [
    ...(view.place === 'explore'
      ? []
      : [{ label: 'Open in Explore', run: () => go({ place: 'explore', filters, own }) }]),
    ...(metric === undefined
      ? []
      : [{ label: 'Show the events', run: () => go({ place: 'events', filters, own: { metric } }) }]),
  ]
}
