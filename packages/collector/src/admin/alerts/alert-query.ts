/** Makes the query of an alert about one window, and checks what an alert may ask. */
import type { AlertSettings } from '../../config/config.js'
import { metricById } from '../../query/catalogue/index.js'
import { checkQuery, MAX_LIMIT, type Query } from '../../query/language/check-query.js'
import { pointerTo, queryProblem } from '../../query/language/query-problem.js'
import type { QuerySettings } from '../../query/language/query-settings.js'
import type { Range } from '../../query/language/range.js'

/** The tenant is the first dimension of the query, and a query has at most four. */
const MAX_DIMENSIONS = 3

type Asked = Pick<AlertSettings, 'query' | 'above'>

const periodOf = ({ from, to }: Range): readonly string[] => [
  new Date(from).toISOString(),
  new Date(to).toISOString(),
]

const isDimension = (given: unknown, ...starts: readonly string[]): boolean =>
  typeof given === 'string' && starts.some((start) => given.startsWith(start))

/** Returns what a reader would ask to see the value of a window of one tenant. */
export const shownQuery = ({ query }: Pick<AlertSettings, 'query'>, tenant: string, range: Range) => ({
  tenant,
  ...query,
  date_range: periodOf(range),
})

/**
 * Makes the query that answers for several tenants at once: a row for each tenant, or for each of its groups, the worst
 * first.
 *
 * @throws Problem `invalid_query`
 */
export function windowQuery(
  { query, above }: Asked,
  tenants: readonly string[],
  range: Range,
  now: number,
  settings?: QuerySettings,
): Query {
  const { metrics, filters, dimensions = [] } = query
  const body = {
    tenant: tenants,
    metrics,
    filters,
    dimensions: ['tenant', ...dimensions],
    date_range: periodOf(range),
    order_by: [[metrics[0], above === undefined ? 'asc' : 'desc']],
    limit: MAX_LIMIT,
    // What says how much changed compares the window with the one before it.
    ...(metricById.get(metrics[0] ?? '')?.derived && { compare: 'previous_period' }),
  }
  return checkQuery(body, { tenants, admin: true, who: 'alert' }, now, settings)
}

/** @throws Problem `invalid_query`, whose pointer leads into the query of the configuration */
export function checkAlertQuery(alert: Asked, tenants: readonly string[]): void {
  const { dimensions = [] } = alert.query
  for (const [i, given] of dimensions.entries()) {
    if (isDimension(given, 'time:'))
      throw queryProblem(
        pointerTo('/dimensions', i),
        'expected no dimension of time: an alert has its window',
      )
    if (given === 'tenant')
      throw queryProblem(pointerTo('/dimensions', i), 'expected no tenant: each is judged by itself already')
  }
  const [metric = ''] = alert.query.metrics
  if (metricById.get(metric)?.requires?.includes('time'))
    throw queryProblem(
      pointerTo('/metrics', 0),
      'expected a metric of one window; this one compares many buckets of time',
    )
  if (dimensions.length > MAX_DIMENSIONS)
    throw queryProblem('/dimensions', `expected at most ${MAX_DIMENSIONS} dimensions`)
  const range = { from: 0, to: 1 }
  const [tenant = ''] = tenants
  const access = { tenants: [tenant], admin: true, who: 'alert' }
  // The query as it was written comes first, so that a pointer leads to the right place in it.
  checkQuery(shownQuery(alert, tenant, range), access, range.to)
  windowQuery(alert, tenants, range, range.to)
}
