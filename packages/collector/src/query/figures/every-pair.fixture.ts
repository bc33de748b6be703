/** Queries that pair every metric written by hand with every dimension that it goes with. */
import { dimensions, namedMetrics } from '../catalogue/index.js'
import { goesWith } from '../language/check-pairs.js'
import type { Group } from '../language/groups.js'

const groups: readonly Group[] = dimensions.map((dimension) => ({
  kind: 'value',
  id: dimension.id,
  dimension,
}))

/** Each has all metrics of a dimension, the days of a week, a filter of sessions, and what stands for several rows. */
export const everyPair: readonly Readonly<Record<string, unknown>>[] = groups.map((group) => {
  const metrics = namedMetrics.filter(
    (metric) =>
      goesWith(metric, group) &&
      (metric.requires ?? []).every((name) => name === 'time' || name === group.id),
  )
  return {
    metrics: metrics.slice(0, 50).map(({ id }) => id),
    dimensions: ['time:day', group.id],
    date_range: '3d',
    limit: 1,
    filters: [
      [
        'or',
        [
          ['has_done', ['is', 'event', ['user_query']]],
          ['is_null', 'channel'],
        ],
      ],
    ],
    include: { totals: true, other: true },
  }
})
