/** Lists and labels the buckets of time in a range. */
import { DateTime, type DateTimeUnit } from 'luxon'
import type { SqlValue } from '../sinks/report-store.js'
import { isTimeline, type TimelineUnit, type TimeUnit } from './language/groups.js'
import type { Range } from './language/range.js'

export interface Bucket {
  /** The value that the store gives for the bucket: for hours an instant, else the local day, both as RFC 3339. */
  readonly key: string
  readonly label: string
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
}

const HOUR_FORMAT = "yyyy-MM-dd'T'HH:mm:ssZZ"

function labelOf(local: DateTime, unit: TimelineUnit): string {
  if (unit === 'hour') return local.toFormat(HOUR_FORMAT)
  return local.toFormat(unit === 'month' ? 'yyyy-MM' : 'yyyy-MM-dd')
}

const keyOf = (local: DateTime, unit: TimelineUnit): string =>
  unit === 'hour' ? new Date(local.toMillis()).toISOString() : `${local.toFormat('yyyy-MM-dd')}T00:00:00.000Z`

/** @returns the buckets that begin before the end of the range, and not after now */
export function listBuckets(
  unit: TimelineUnit,
  { from, to }: Range,
  zone: string,
  now: number,
): readonly Bucket[] {
  const buckets: Bucket[] = []
  let start = DateTime.fromMillis(from, { zone }).startOf(unit as DateTimeUnit)
  while (start.toMillis() < to && start.toMillis() <= now) {
    const next = start.plus({ [`${unit}s`]: 1 })
    buckets.push({
      key: keyOf(start, unit),
      label: labelOf(start, unit),
      from: start.toMillis(),
      to: next.toMillis(),
    })
    start = next
  }
  return buckets
}

/** Returns what the store gives for a group of time at a local time. */
function valueAt(unit: TimeUnit, local: DateTime): SqlValue {
  if (unit === 'hour_of_day') return local.hour
  if (unit === 'day_of_week') return local.weekday
  return keyOf(local.startOf(unit), unit)
}

/** Returns what each of several groups of time is, together, for each hour of a range that has begun. */
export function listTimes(
  units: readonly TimeUnit[],
  range: Range,
  zone: string,
  now: number,
): readonly (readonly SqlValue[])[] {
  const [unit] = units
  if (units.length === 1 && unit !== undefined && isTimeline(unit))
    return listBuckets(unit, range, zone, now).map(({ key }) => [key])
  const found = new Map<string, readonly SqlValue[]>()
  for (const { from } of listBuckets('hour', range, zone, now)) {
    const local = DateTime.fromMillis(from, { zone })
    const values = units.map((each) => valueAt(each, local))
    found.set(JSON.stringify(values), values)
  }
  return [...found.values()]
}

/** Returns the label of a bucket that the store gave. */
export function labelOfKey(unit: TimeUnit, key: SqlValue, zone: string): SqlValue {
  if (typeof key !== 'string') return key
  if (unit === 'hour') return DateTime.fromISO(key, { zone }).toFormat(HOUR_FORMAT)
  return key.slice(0, unit === 'month' ? 'yyyy-mm'.length : 'yyyy-mm-dd'.length)
}
