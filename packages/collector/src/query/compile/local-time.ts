/**
 * Compiles local time. The offsets of a zone within the range are computed here and not in the store, so that
 * every store knows the same rules of time zones, of whatever release.
 */
import { DateTime } from 'luxon'
import type { TimeUnit } from '../language/groups.js'
import type { Range } from '../language/range.js'
import type { Binder } from './binder.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface Offset {
  readonly minutes: number
  /** The offset ends before this instant, in milliseconds since the epoch. */
  readonly until: number
}

const offsetAt = (time: number, zone: string): number => DateTime.fromMillis(time, { zone }).offset

/** Finds the first millisecond at which the offset is another than at `from`; both ends are known to differ. */
function findChange(from: number, to: number, zone: string): number {
  const before = offsetAt(from, zone)
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === before) low = middle
    else high = middle
  }
  return high
}

/** Returns the offsets of a zone within a range, in order. */
export function offsetsOf({ from, to }: Range, zone: string): readonly Offset[] {
  if (zone === 'UTC') return [{ minutes: 0, until: to }]
  const offsets: Offset[] = []
  let start = from
  // No zone changes its offset twice within a day.
  for (let time = from; time < to; time += DAY_MS) {
    const next = Math.min(time + DAY_MS, to)
    if (offsetAt(next, zone) === offsetAt(start, zone)) continue
    const until = findChange(time, next, zone)
    offsets.push({ minutes: offsetAt(start, zone), until })
    start = until
  }
  return [...offsets, { minutes: offsetAt(start, zone), until: to }]
}

/** Returns the offset at a time as an interval. */
function offsetSql(time: string, offsets: readonly Offset[], bind: Binder): string {
  const intervals = offsets.map(({ minutes }) => `INTERVAL '${minutes} minutes'`)
  const last = intervals.at(-1) ?? "INTERVAL '0 minutes'"
  if (offsets.length === 1) return last
  const cases = offsets
    .slice(0, -1)
    .map(({ until }, i) => `WHEN ${time} < ${bind.time(until)} THEN ${intervals[i]}`)
  return `CASE ${cases.join(' ')} ELSE ${last} END`
}

/**
 * Returns the bucket of a time: the local day, week or month as a timestamp of its beginning, the hour as the
 * instant at which it begins, or a number.
 */
export function compileTime(
  unit: TimeUnit,
  time: string,
  { range, zone, bind }: { readonly range: Range; readonly zone: string; readonly bind: Binder },
): string {
  const offsets = offsetsOf(range, zone)
  const isUtc = offsets.length === 1 && offsets[0]?.minutes === 0
  const local = isUtc ? time : `(${time} + ${offsetSql(time, offsets, bind)})`
  switch (unit) {
    case 'hour':
      return isUtc
        ? `date_trunc('hour', ${time})`
        : `(date_trunc('hour', ${local}) - ${offsetSql(time, offsets, bind)})`
    case 'hour_of_day':
      return `CAST(extract(hour FROM ${local}) AS bigint)`
    case 'day_of_week':
      return `CAST(extract(isodow FROM ${local}) AS bigint)`
    default:
      return `CAST(date_trunc('${unit}', ${local}) AS timestamp)`
  }
}
