/** Filters of the slow reference, as a request writes them. */
import { dimensionById } from '../catalogue/index.js'
import { fieldOf, numberOf, type RawEvent, type Scalar, valuesOf } from './raw-event.fixture.js'

export type Filter = readonly [string, ...unknown[]]

/** Returns what a filter compares: the values of a dimension, or a number. */
function read(event: RawEvent, name: string): readonly Scalar[] {
  if (name.startsWith('properties.') || dimensionById.has(name)) return valuesOf(event, name)
  const number = numberOf(event, name)
  return number === null ? [] : [number]
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
}

/** @param inRange every event of the tenants in the range, of which `has_done` asks */
export function isSelected(event: RawEvent, filter: Filter, inRange: readonly RawEvent[]): boolean {
  const [operator, first, second] = filter
  const inner = (each: unknown) => isSelected(event, each as Filter, inRange)
  const values = () => read(event, String(first))
  const wanted = second as readonly Scalar[]
  switch (operator) {
    case 'and':
      return (first as readonly unknown[]).every(inner)
    case 'or':
      return (first as readonly unknown[]).some(inner)
    case 'not':
      return !inner(first)
    case 'is_null':
      return values().length === 0
    case 'is':
      return wanted.some((value) => (value === null ? values().length === 0 : values().includes(value)))
    case 'is_not':
      return !isSelected(event, ['is', first, second], inRange)
    case 'contains':
      return values().some((value) =>
        wanted.some((part) => String(value).toLowerCase().includes(String(part).toLowerCase())),
      )
    case 'has_done':
      return hasDone(event, first as Filter, inRange)
    case 'has_not_done':
      return !hasDone(event, first as Filter, inRange)
    default: {
      const compare = comparisons[operator]
      if (compare === undefined) throw new TypeError(`the reference does not know ${operator}`)
      return values().some((value) => wanted.some((limit) => compare(Number(value), Number(limit))))
    }
  }
}

const sessionOf = (event: RawEvent): string => JSON.stringify([event.tenant, fieldOf(event, 'session_id')])

/** Holds, for the events of a range and a filter, the sessions with an event that matches it. */
const known = new WeakMap<readonly RawEvent[], Map<Filter, ReadonlySet<string>>>()

function hasDone(event: RawEvent, filter: Filter, inRange: readonly RawEvent[]): boolean {
  if (fieldOf(event, 'session_id') === null) return false
  const byFilter = known.get(inRange) ?? new Map<Filter, ReadonlySet<string>>()
  known.set(inRange, byFilter)
  const sessions =
    byFilter.get(filter) ??
    new Set(inRange.filter((other) => isSelected(other, filter, inRange)).map(sessionOf))
  byFilter.set(filter, sessions)
  return sessions.has(sessionOf(event))
}
