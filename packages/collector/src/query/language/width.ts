/** Refuses a query whose answer would be too large to read, with what to narrow. */
import type { Query } from './check-query.js'
import type { TimeUnit } from './groups.js'
import { queryProblem } from './query-problem.js'

/** An answer has at most so many rows; a CSV has no limit. */
export const MAX_ROWS = 100_000
/** More buckets than this are no chart: hours of 416 days. */
export const MAX_BUCKETS = 10_000

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Holds the shortest that a bucket can be, in milliseconds; those that come again have a number of values. */
const lengths: Readonly<Record<TimeUnit, { readonly length: number } | { readonly values: number }>> = {
  hour: { length: HOUR },
  day: { length: DAY },
  week: { length: 7 * DAY },
  month: { length: 28 * DAY },
  hour_of_day: { values: 24 },
  day_of_week: { values: 7 },
}

/** Returns how many buckets at most the groups of time have together. */
export function countBuckets({ groups, range }: Query, now: number): number {
  const span = Math.max(0, Math.min(range.to, now) - range.from)
  const counts = groups.flatMap((group) => {
    if (group.kind !== 'time') return []
    const bucket = lengths[group.unit]
    return 'values' in bucket ? bucket.values : Math.ceil(span / bucket.length) + 1
  })
  const product = counts.reduce((all, count) => all * count, 1)
  return counts.length > 1 ? Math.min(product, Math.ceil(span / HOUR) + 1) : product
}

/**
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query`
 */
export function checkWidth(query: Query, now: number): void {
  const buckets = countBuckets(query, now)
  if (buckets > MAX_BUCKETS)
    throw queryProblem(
      '/date_range',
      `expected at most ${MAX_BUCKETS} buckets, and these are ${buckets}; choose a shorter date_range or a longer unit of time`,
    )
  const hasGroups = query.groups.some(({ kind }) => kind !== 'time')
  const rows = buckets * query.limit
  if (hasGroups && rows > MAX_ROWS)
    throw queryProblem(
      '/limit',
      `expected at most ${MAX_ROWS} rows, and ${buckets} buckets × limit are ${rows}; choose a limit of at most ${Math.floor(MAX_ROWS / buckets)}, a shorter date_range, a longer unit of time, or text/csv`,
    )
}
