/** Writes a checked query as the language would: every name in its list, every value that was left out. */
import type { Query } from './check-query.js'
import { filtersOf } from './filters.js'
import { isDefaultEdges } from './groups.js'

/** Takes one value in place of a list of one, as the check does. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

function normalizeFilter(filter: unknown): unknown {
  const [operator, first, second] = listOf(filter)
  switch (operator) {
    case 'and':
    case 'or':
      return [operator, listOf(filtersOf(first)).map(normalizeFilter)]
    case 'not':
    case 'has_done':
    case 'has_not_done':
      return [operator, normalizeFilter(first)]
    case 'is_null':
      return [operator, first]
    default:
      return [operator, first, listOf(second)]
  }
}

type Body = Readonly<Record<string, unknown>>

/**
 * @param body what the query was checked from
 * @returns a query that means the same, and that is normalized to itself
 */
export function normalizeQuery(body: unknown, query: Query): Readonly<Record<string, unknown>> {
  const { tenant, filters, date_range, compare } = body as Body
  const { tenants, metrics, groups, zone, orderBy, limit, offset, include } = query
  return {
    tenant: tenant === '*' ? tenant : tenants.length === 1 ? tenants[0] : tenants,
    metrics: metrics.map(({ id }) => id),
    dimensions: groups.map((group) =>
      group.kind === 'bucket' && !isDefaultEdges(group.edges)
        ? { bucket: group.measure.name, edges: group.edges }
        : group.id,
    ),
    filters: listOf(filtersOf(filters ?? [])).map(normalizeFilter),
    date_range: date_range ?? '30d',
    time_zone: zone,
    ...(compare !== undefined && compare !== null && { compare }),
    order_by: orderBy.map(({ by, index, direction }) => [
      (by === 'metric' ? metrics : groups)[index]?.id,
      direction,
    ]),
    limit,
    offset,
    include,
  }
}
