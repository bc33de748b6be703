/** Computes how much a distribution differs from that of the comparison, else of the bucket before. */
import type { SqlValue } from '../../sinks/report-store.js'
import { listBuckets } from '../buckets.js'
import type { Derivation } from '../catalogue/derivation.js'
import { type Query, timelineOf } from '../language/check-query.js'
import { parseComparison, type Range } from '../language/range.js'
import { bucketsBefore } from './buckets-before.js'
import { type DerivedFigure, keyOf, timeUnitOf } from './derived-figure.js'
import type { PartRow, ReadParts } from './part-rows.js'
import { stabilityIndex } from './stability-index.js'

const byKey = (rows: readonly PartRow[]): Map<string, readonly number[]> =>
  new Map(rows.map(({ values, parts }) => [keyOf(values), parts]))

/** A range of everything has no period before it. */
const rangeBefore = ({ range, now, zone }: Query): Range | undefined =>
  range.length.count === 0 ? undefined : parseComparison('previous_period', range, now, zone)

export async function readDrift(
  query: Query,
  { parts }: Derivation,
  read: ReadParts,
): Promise<DerivedFigure> {
  const timeline = timelineOf(query.groups)
  const unit = timeUnitOf(query.groups[timeline])
  const current = await read(parts, query.groups, query.range)
  const now = byKey(current)
  const index = (values: readonly SqlValue[], before: readonly number[] | undefined) =>
    stabilityIndex(now.get(keyOf(values)) ?? [], before ?? [])
  if (unit !== undefined && query.comparison === undefined) {
    const { range, buckets } = bucketsBefore(unit, 1, query)
    const known = byKey([...(await read(parts, query.groups, range)), ...current])
    return (values) => {
      const place = buckets.findIndex(({ key }) => key === values[timeline])
      return index(values, known.get(keyOf(values.with(timeline, buckets[place - 1]?.key ?? null))))
    }
  }
  const other = query.comparison ?? rangeBefore(query)
  if (other === undefined) return () => null
  const then = byKey(await read(parts, query.groups, other))
  if (unit === undefined) return (values) => index(values, then.get(keyOf(values)))
  const [own, others] = [query.range, other].map((range) => listBuckets(unit, range, query.zone, query.now))
  return (values) => {
    const place = own?.findIndex(({ key }) => key === values[timeline]) ?? -1
    return index(values, then.get(keyOf(values.with(timeline, others?.[place]?.key ?? null))))
  }
}
