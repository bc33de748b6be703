/** Says which buckets come before those of a range. */
import { DateTime } from 'luxon'
import { type Bucket, listBuckets } from '../buckets.js'
import type { Query } from '../language/check-query.js'
import type { TimelineUnit } from '../language/groups.js'
import type { Range } from '../language/range.js'

export interface BucketsBefore {
  readonly range: Range
  /** All buckets in order: those before the range, and those of it. */
  readonly buckets: readonly Bucket[]
}

/** @param count how many buckets before the range there are */
export function bucketsBefore(unit: TimelineUnit, count: number, { range, zone, now }: Query): BucketsBefore {
  const first = DateTime.fromMillis(range.from, { zone }).startOf(unit)
  const before = { from: first.minus({ [`${unit}s`]: count }).toMillis(), to: first.toMillis() }
  return {
    range: before,
    buckets: [...listBuckets(unit, before, zone, now), ...listBuckets(unit, range, zone, now)],
  }
}
