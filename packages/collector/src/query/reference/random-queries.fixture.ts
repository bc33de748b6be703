/** Random queries, as a client would write them, of all metrics that the reference knows. */

import { eventNames } from '@hushlog/schema'
import fc from 'fast-check'
import type { Dimension } from '../catalogue/dimensions.js'
import { dimensions, measures, metrics } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import { timeUnits } from '../language/groups.js'
import type { Filter } from './filters.fixture.js'
import { knows } from './metrics.fixture.js'
import { EMPTY_TENANT, LABELS, TENANTS } from './random-events.fixture.js'
import { thingFigures } from './thing-figures.fixture.js'

const known = metrics.filter(({ id, source }) => id in thingFigures || (source === 'events' && knows(id)))
/** Metrics of numbers are many; those with a name of their own are chosen as often. */
const numbers = known.filter(({ id }) => /_(sum|avg|min|max|p\d\d)$/.test(id))
const named = known.filter((metric) => !numbers.includes(metric))
/** Only the ledgers have the others, and nothing filters them. */
const ofEvents = dimensions.filter(({ source }) => source === undefined)

const zones = [
  'UTC',
  'Europe/Zurich',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Africa/Casablanca',
  'Pacific/Auckland',
] as const

const label = fc.constantFrom<string>(...LABELS)
const number = fc.constantFrom(0, 0.25, 0.5, 1, 7, 100, 399, 1999)

const valuesOfDimension = ({ id, type }: Dimension): fc.Arbitrary<string | boolean> => {
  if (type === 'boolean') return fc.boolean()
  if (id === 'event') return fc.constantFrom<string>(...eventNames)
  if (id === 'tenant') return fc.constantFrom<string>(...TENANTS)
  if (id === 'page_path') return fc.constantFrom('/', '/admin', '/Admin')
  if (id === 'channel') return fc.constantFrom('chat', 'email', 'Chat')
  if (['result', 'outcome', 'status'].includes(id))
    return fc.constantFrom('ok', 'failed', 'failure', 'error', 'sent', 'timed_out')
  return label
}

const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 3 })
const property = fc.constantFrom('properties.plan', 'properties.a.b', 'properties.size', 'properties.none')
const propertyValue = fc.constantFrom('pro', 'Pro', '1', '2.5', 'true', '')

const onDimension: fc.Arbitrary<Filter> = fc.constantFrom(...ofEvents).chain((dimension) => {
  const values = valuesOfDimension(dimension)
  const equal = fc.tuple(
    fc.constantFrom('is', 'is_not'),
    fc.constant(dimension.id),
    some(fc.option(values, { freq: 6 })),
  )
  const isNull = fc.tuple(fc.constant('is_null'), fc.constant(dimension.id))
  if (dimension.type === 'boolean') return fc.oneof<fc.Arbitrary<Filter>[]>(equal, isNull)
  const parts = some(values.map((value) => String(value).slice(0, 3)))
  const contains = fc.tuple(fc.constant('contains'), fc.constant(dimension.id), parts)
  // Boolean lists do not exist; a list of texts is compared item by item.
  return fc.oneof<fc.Arbitrary<Filter>[]>(equal, isNull, dimension.type === 'list' ? equal : contains)
})

const onProperty: fc.Arbitrary<Filter> = fc.tuple(
  fc.constantFrom('is', 'is_not', 'contains'),
  property,
  some(propertyValue),
)

const measureName = fc.constantFrom(...measures.map(({ name }) => name))

const onNumber: fc.Arbitrary<Filter> = fc.oneof<fc.Arbitrary<Filter>[]>(
  fc.tuple(fc.constantFrom('gt', 'gte', 'lt', 'lte', 'is', 'is_not'), measureName, some(number)),
  fc.tuple(fc.constant('is_null'), measureName),
)

/** Leaves of the kinds that select something are more frequent. */
const often: fc.Arbitrary<Filter> = fc.constantFrom<Filter[]>(
  ['is', 'channel', ['chat', 'email']],
  ['contains', 'channel', ['CHAT']],
  ['is_not', 'event', ['request']],
  ['contains', 'page_path', ['/admin']],
  ['is_not', 'success', [false]],
  ['gte', 'match_score', [0.5]],
  ['is_null', 'topic'],
)

const leaf = fc.oneof(
  { weight: 3, arbitrary: often },
  { weight: 4, arbitrary: onDimension },
  onNumber,
  onProperty,
)

const nested = (depth: number, isInside: boolean): fc.Arbitrary<Filter> => {
  if (depth === 1) return leaf
  const inner = nested(depth - 1, isInside)
  const list = fc.array(inner, { minLength: 1, maxLength: 3 })
  const branches: { weight: number; arbitrary: fc.Arbitrary<Filter> }[] = [
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('and', 'or'), list) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('not'), inner) },
  ]
  if (!isInside)
    branches.push({
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('has_done', 'has_not_done'), nested(depth - 1, true)),
    })
  return fc.oneof(...branches)
}

const filters = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(nested(3, false), { minLength: 1, maxLength: 2 }) },
)

const day = fc
  .integer({ min: 0, max: 50 })
  .map((days) => new Date(Date.UTC(2026, 1, 20 + days)).toISOString().slice(0, 10))
const instant = fc
  .integer({ min: 0, max: 50 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2026, 1, 20, 0, minutes)).toISOString())

const inOrder = (ends: readonly string[]): readonly string[] => ends.toSorted()

const ranges = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('30d', '14d', '1d', 'today', 'month', '2mo', '24h', '5h', '45d') },
  { weight: 1, arbitrary: fc.constant('all') },
  { weight: 2, arbitrary: fc.tuple(day, day).map(inOrder) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(instant, instant)
      .filter(([a, b]) => a !== b)
      .map(inOrder),
  },
)

const compare = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom('previous_period', 'previous_year') },
  { weight: 1, arbitrary: fc.tuple(day, day).map(inOrder) },
)

const tenants = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<string>(...TENANTS, EMPTY_TENANT) },
  { weight: 2, arbitrary: fc.constantFrom('*', [TENANTS[0], TENANTS[1]]) },
)

/** The last digits of these depend on how a rank is computed, so that they cannot decide the order of rows. */
const isInexact = ({ id }: Metric): boolean => /_(p9\d|brier_score)$/.test(`_${id}`)

/** Puts first what can decide the order. */
function exactFirst(chosen: readonly Metric[]): readonly Metric[] {
  const exact = chosen.filter((metric) => !isInexact(metric))
  return [...(exact.length === 0 ? named.slice(0, 1) : exact), ...chosen.filter(isInexact)]
}

const metricList = fc
  .uniqueArray(fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...named) }, fc.constantFrom(...numbers)), {
    minLength: 1,
    maxLength: 4,
    selector: ({ id }) => id,
  })
  .map(exactFirst)

/** Names of groups that go with one of the metrics. */
function groupsFor(chosen: readonly Metric[]): fc.Arbitrary<unknown> {
  const events = new Set<string>(chosen.flatMap((metric) => metric.events))
  const values = dimensions.filter((dimension) => dimension.events.some((event) => events.has(event)))
  const buckets = measures.filter((measure) => measure.events.some((event) => events.has(event)))
  const choices = [
    {
      weight: 4,
      arbitrary: fc.constantFrom<unknown>(
        'time:day',
        'time:week',
        ...timeUnits.map((unit) => `time:${unit}`),
      ),
    },
    { weight: 6, arbitrary: fc.constantFrom<unknown>(...values.map(({ id }) => id)) },
  ]
  if (buckets.length > 0)
    choices.push(
      { weight: 1, arbitrary: fc.constantFrom<unknown>(...buckets.map(({ name }) => `bucket:${name}`)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<unknown>(
          ...buckets.map(({ name }) => ({ bucket: name, edges: [0.5, 7, 300] })),
        ),
      },
    )
  if (events.has('custom')) choices.push({ weight: 1, arbitrary: property })
  return fc.oneof(...choices)
}

const idOf = (group: unknown): string =>
  typeof group === 'string' ? group : `bucket:${(group as { bucket: string }).bucket}`

const isTimeline = (group: unknown): boolean => /^time:(hour|day|week|month)$/.test(idOf(group))

export type RandomQuery = Readonly<Record<string, unknown>> & { readonly filters: readonly Filter[] }

export const randomQuery: fc.Arbitrary<RandomQuery> = metricList.chain((chosen) =>
  fc
    .uniqueArray(groupsFor(chosen), { maxLength: 3, selector: idOf })
    .filter((groups) => groups.filter(isTimeline).length <= 1)
    .chain((groups) => {
      const exact = chosen.filter((metric) => !isInexact(metric))
      const ids = [...exact.map(({ id }) => id), ...groups.map(idOf)]
      return fc
        .record({
          tenant: tenants,
          date_range: ranges,
          time_zone: fc.constantFrom(...zones),
          filters,
          compare,
          order_by: fc.oneof(
            { weight: 2, arbitrary: fc.constant(undefined) },
            fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom('asc', 'desc')), {
              maxLength: 2,
              selector: ([id]) => id,
            }),
          ),
          limit: fc.constantFrom(1, 2, 3, 7, 20),
          offset: fc.constantFrom(0, 0, 0, 1, 2),
          totals: fc.boolean(),
          empty_buckets: fc.boolean(),
          other: fc.boolean(),
        })
        .map(
          ({ totals, empty_buckets, other, ...rest }): RandomQuery => ({
            ...rest,
            // Hours of a year are thousands of rows, which would take most of the time.
            ...(rest.date_range === 'all' && ids.includes('time:hour') && { date_range: '5h' }),
            metrics: chosen.map(({ id }) => id),
            dimensions: groups,
            include: { totals, empty_buckets, other: other && rest.offset === 0 },
          }),
        )
    }),
)
