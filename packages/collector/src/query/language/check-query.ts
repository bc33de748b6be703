/** Checks a query: every name is known, every limit kept, and nothing is left to the compiler to refuse. */
import type { ReadAccess } from '../../http/access.js'
import { Problem } from '../../http/problem.js'
import type { Condition } from '../catalogue/expression.js'
import { metricById } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import { checkPairs, withSessions } from './check-pairs.js'
import { parseFilters } from './filters.js'
import { type Group, isTimeline, parseGroups } from './groups.js'
import { pointerTo, queryProblem, unknownName } from './query-problem.js'
import { defaultQuerySettings, type QuerySettings } from './query-settings.js'
import { type ParsedRange, parseComparison, parseRange, parseZone, type Range } from './range.js'

export interface Order {
  readonly by: 'metric' | 'group'
  /** The place among the metrics or the dimensions of the query. */
  readonly index: number
  readonly direction: 'asc' | 'desc'
}

export interface Query {
  readonly settings: QuerySettings
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Ids of the tenants, at least one. */
  readonly tenants: readonly string[]
  readonly metrics: readonly Metric[]
  readonly groups: readonly Group[]
  readonly filter: Condition | undefined
  readonly range: ParsedRange
  readonly comparison: Range | undefined
  readonly zone: string
  /** Is empty for the default order. */
  readonly orderBy: readonly Order[]
  readonly limit: number
  readonly offset: number
  readonly include: { readonly totals: boolean; readonly empty_buckets: boolean; readonly other: boolean }
}

const MAX_METRICS = 50
const DEFAULT_LIMIT = 100
export const MAX_LIMIT = 10_000
const MAX_OFFSET = 1_000_000

const members = [
  'tenant',
  'metrics',
  'dimensions',
  'filters',
  'date_range',
  'time_zone',
  'compare',
  'order_by',
  'limit',
  'offset',
  'include',
] as const

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function checkMembers(
  value: unknown,
  pointer: string,
  allowed: readonly string[],
): Record<string, unknown> {
  if (!isObject(value)) throw queryProblem(pointer, 'expected a JSON object')
  for (const name of Object.keys(value))
    if (!allowed.includes(name)) throw unknownName(pointer, 'members', name, allowed)
  return value
}

/**
 * Chooses the tenants of a query. A tenant that may not be read does not exist.
 *
 * @throws Problem `invalid_query` or `not_found`
 */
export function parseTenants(value: unknown, { tenants, admin }: ReadAccess): readonly string[] {
  if (value === undefined || value === null) {
    const [only] = tenants
    if (tenants.length === 1 && only !== undefined) return [only]
    throw queryProblem('/tenant', 'expected the id of a tenant, several, or "*" for all of them')
  }
  if (value === '*') return tenants
  const named = Array.isArray(value) ? value : [value]
  if (named.length === 0) throw queryProblem('/tenant', 'expected the id of a tenant, several, or "*"')
  if (named.length > 1 && !admin) throw new Problem('not_found')
  for (const id of named) if (!tenants.includes(id as string)) throw new Problem('not_found')
  return [...new Set(named as string[])]
}

function parseMetrics(value: unknown): readonly Metric[] {
  const names = typeof value === 'string' ? [value] : value
  if (!Array.isArray(names) || names.length === 0 || names.length > MAX_METRICS)
    throw queryProblem('/metrics', `expected a list of 1 to ${MAX_METRICS} metrics`)
  return names.map((name, i) => {
    const metric = typeof name === 'string' ? metricById.get(name) : undefined
    if (metric === undefined)
      throw unknownName(pointerTo('/metrics', i), 'a metric', name, [...metricById.keys()])
    if (names.indexOf(name) < i) throw queryProblem(pointerTo('/metrics', i), 'expected each metric once')
    return metric
  })
}

function parseOrder(value: unknown, metrics: readonly Metric[], groups: readonly Group[]): readonly Order[] {
  if (value === undefined || value === null) return []
  const isOne =
    typeof value === 'string' || (Array.isArray(value) && (value[1] === 'asc' || value[1] === 'desc'))
  const given: unknown = isOne ? [value] : value
  if (!Array.isArray(given)) throw queryProblem('/order_by', 'expected a list such as [["answers", "desc"]]')
  return given.map((each, i): Order => {
    const pointer = pointerTo('/order_by', i)
    const [name, direction = 'desc'] = Array.isArray(each) ? each : [each]
    if (direction !== 'asc' && direction !== 'desc')
      throw queryProblem(pointerTo(pointer, 1), 'expected asc or desc')
    const metric = metrics.findIndex(({ id }) => id === name)
    if (metric !== -1) return { by: 'metric', index: metric, direction }
    const group = groups.findIndex(({ id }) => id === name)
    if (group !== -1) return { by: 'group', index: group, direction }
    const allowed = [...metrics, ...groups].map(({ id }) => id)
    throw unknownName(pointerTo(pointer, 0), 'a metric or a dimension of the query', name, allowed)
  })
}

export function parseWhole(
  value: unknown,
  pointer: string,
  least: number,
  most: number,
  otherwise: number,
): number {
  if (value === undefined || value === null) return otherwise
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most)
    throw queryProblem(pointer, `expected a whole number from ${least} to ${most}`)
  return number
}

const includable = ['totals', 'empty_buckets', 'other'] as const

function parseInclude(value: unknown): Query['include'] {
  const given = value === undefined || value === null ? {} : checkMembers(value, '/include', includable)
  const read = (name: (typeof includable)[number], otherwise: boolean): boolean => {
    const chosen = given[name] ?? otherwise
    if (chosen === true || chosen === 'true') return true
    if (chosen === false || chosen === 'false') return false
    throw queryProblem(pointerTo('/include', name), 'expected true or false')
  }
  return {
    totals: read('totals', false),
    empty_buckets: read('empty_buckets', true),
    other: read('other', false),
  }
}

/**
 * @param body the parsed JSON of a request
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query`, or `not_found` for a tenant that may not be read
 */
export function checkQuery(
  body: unknown,
  access: ReadAccess,
  now: number,
  settings: QuerySettings = defaultQuerySettings,
): Query {
  const given = checkMembers(body, '', members)
  const tenants = parseTenants(given.tenant, access)
  const groups = parseGroups(given.dimensions)
  const metrics = withSessions(parseMetrics(given.metrics), groups)
  const filter = parseFilters(given.filters)
  checkPairs(metrics, groups, filter)
  const zone = parseZone(given.time_zone)
  const range = parseRange(given.date_range, now, zone)
  const include = parseInclude(given.include)
  const offset = parseWhole(given.offset, '/offset', 0, MAX_OFFSET, 0)
  if (include.other && offset > 0)
    throw queryProblem(
      '/include/other',
      'expected no offset beside it: other holds all groups beyond the limit',
    )
  return {
    settings,
    now,
    tenants,
    metrics,
    groups,
    filter,
    range,
    comparison: parseComparison(given.compare, range, now, zone),
    zone,
    orderBy: parseOrder(given.order_by, metrics, groups),
    limit: parseWhole(given.limit, '/limit', 1, MAX_LIMIT, DEFAULT_LIMIT),
    offset,
    include,
  }
}

export const timelineOf = (groups: readonly Group[]): number =>
  groups.findIndex((group) => group.kind === 'time' && isTimeline(group.unit))
