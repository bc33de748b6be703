/** Reads the dimensions of a query: values, times, buckets of numbers, and properties of custom events. */

import type { Dimension } from '../catalogue/dimensions.js'
import { dimensionById, type Measure, measures, sessionMeasures } from '../catalogue/index.js'
import { pointerTo, queryProblem, unknownName } from './query-problem.js'

export const timeUnits = ['hour', 'day', 'week', 'month', 'hour_of_day', 'day_of_week'] as const
export type TimeUnit = (typeof timeUnits)[number]

/** Units whose buckets follow each other; the others come again each day or week. */
export type TimelineUnit = Exclude<TimeUnit, 'hour_of_day' | 'day_of_week'>

export const isTimeline = (unit: TimeUnit): unit is TimelineUnit =>
  unit !== 'hour_of_day' && unit !== 'day_of_week'

export type Group =
  | { readonly kind: 'time'; readonly id: string; readonly unit: TimeUnit }
  | { readonly kind: 'value'; readonly id: string; readonly dimension: Dimension }
  | { readonly kind: 'property'; readonly id: string; readonly key: string }
  | {
      readonly kind: 'bucket'
      readonly id: string
      readonly measure: Measure
      /** The lower ends of the buckets, ascending. */
      readonly edges: readonly number[]
    }

export const MAX_GROUPS = 4
const MAX_EDGES = 100
/** A key of a property is one that names something; a filter or a group cannot be one with spaces. */
const PROPERTY_KEY = /^[A-Za-z0-9_.:-]{1,64}$/

/** These steps come three times per decade, from a thousandth to ten to the fifteenth. */
const defaultEdges: readonly number[] = [
  0,
  ...Array.from({ length: 19 }, (_, i) => [1, 2, 5].map((step) => Number(`${step}e${i - 3}`))).flat(),
]

const measureByName: ReadonlyMap<string, Measure> = new Map(
  measures.map((measure) => [measure.name, measure]),
)

/** Filters select events, which have no numbers of sessions. */
const bucketMeasures: readonly Measure[] = [...measures, ...sessionMeasures]

export const isDefaultEdges = (edges: readonly number[]): boolean => edges === defaultEdges

export const measureNamed = (name: string): Measure | undefined => measureByName.get(name)

function parseEdges(value: unknown, pointer: string): readonly number[] {
  if (value === undefined || value === null) return defaultEdges
  const ascends = (edge: unknown, i: number, all: readonly unknown[]) =>
    typeof edge === 'number' && Number.isFinite(edge) && (i === 0 || edge > Number(all[i - 1]))
  if (Array.isArray(value) && value.length > 0 && value.length <= MAX_EDGES && value.every(ascends))
    return value as number[]
  throw queryProblem(pointer, `expected 1 to ${MAX_EDGES} ascending numbers`)
}

function bucketOf(name: unknown, edges: readonly number[], pointer: string): Group {
  const measure = bucketMeasures.find((each) => each.name === name)
  if (measure === undefined)
    throw unknownName(
      pointer,
      'a number of an event',
      name,
      bucketMeasures.map((each) => each.name),
    )
  return { kind: 'bucket', id: `bucket:${measure.name}`, measure, edges }
}

function parseGroup(value: unknown, pointer: string): Group {
  if (typeof value === 'object' && value !== null && 'bucket' in value) {
    const { bucket, edges } = value as { bucket: unknown; edges?: unknown }
    return bucketOf(bucket, parseEdges(edges, pointerTo(pointer, 'edges')), pointerTo(pointer, 'bucket'))
  }
  const name = typeof value === 'string' ? value : ''
  if (name.startsWith('time:')) {
    const unit = timeUnits.find((each) => name === `time:${each}`)
    if (unit === undefined)
      throw unknownName(
        pointer,
        'a unit of time',
        name,
        timeUnits.map((each) => `time:${each}`),
      )
    return { kind: 'time', id: name, unit }
  }
  if (name.startsWith('bucket:')) return bucketOf(name.slice('bucket:'.length), defaultEdges, pointer)
  if (name.startsWith('properties.')) return { kind: 'property', id: name, key: parseKey(name, pointer) }
  const dimension = dimensionById.get(name)
  if (dimension === undefined)
    throw unknownName(pointer, 'a dimension', value, [
      ...dimensionById.keys(),
      ...timeUnits.map((each) => `time:${each}`),
    ])
  return { kind: 'value', id: name, dimension }
}

/** @throws Problem `invalid_query` */
export function parseKey(name: string, pointer: string): string {
  const key = name.slice('properties.'.length)
  if (!PROPERTY_KEY.test(key))
    throw queryProblem(pointer, 'expected properties. and a key of 1 to 64 letters, digits or _ . : -')
  return key
}

/** @throws Problem `invalid_query` */
export function parseGroups(value: unknown): readonly Group[] {
  if (value === undefined || value === null) return []
  const isOne = typeof value === 'string' || (typeof value === 'object' && 'bucket' in value)
  const given: unknown = isOne ? [value] : value
  if (!Array.isArray(given)) throw queryProblem('/dimensions', 'expected a list of dimensions')
  if (given.length > MAX_GROUPS)
    throw queryProblem('/dimensions', `expected at most ${MAX_GROUPS} dimensions`)
  const groups = given.map((each, i) => parseGroup(each, pointerTo('/dimensions', i)))
  const ids = groups.map(({ id }) => id)
  const twice = ids.findIndex((id, i) => ids.indexOf(id) < i)
  if (twice !== -1) throw queryProblem(pointerTo('/dimensions', twice), 'expected each dimension once')
  const times = groups.filter((group) => group.kind === 'time' && isTimeline(group.unit))
  if (times.length > 1)
    throw queryProblem('/dimensions', 'expected at most one of time:hour, time:day, time:week and time:month')
  return groups
}
