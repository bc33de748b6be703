/** Chooses the bucket of time that suits a period. */
import type { Period } from '../view/view.js'

export type TimeBucket = 'time:hour' | 'time:day' | 'time:week' | 'time:month'

const DAY_MS = 86_400_000
const MONTH_DAYS = 31
/** `all` is as long as events are kept; weeks suit months and years. */
const ALL_DAYS = 366

/** Returns about how many days a period has; undefined for one that is not understood. */
export function daysOf(range: Period): number | undefined {
  if (typeof range !== 'string') {
    const [from = Number.NaN, to = Number.NaN] = range.map((end) => Date.parse(end))
    // Both days count; instants end the period.
    return (to - from) / DAY_MS + (range[1].length === 10 ? 1 : 0)
  }
  if (range === 'today') return 1
  if (range === 'month') return MONTH_DAYS
  if (range === 'all') return ALL_DAYS
  const [, count, unit] = /^(\d+)(h|d|mo)$/.exec(range) ?? []
  if (count === undefined) return undefined
  return Number(count) * (unit === 'h' ? 1 / 24 : unit === 'mo' ? MONTH_DAYS : 1)
}

/** Hours up to 2 days, days up to 100, weeks up to 400, then months. */
export function timeBucket(range: Period): TimeBucket {
  const days = daysOf(range) ?? 1
  if (days <= 2) return 'time:hour'
  if (days <= 100) return 'time:day'
  return days <= 400 ? 'time:week' : 'time:month'
}
