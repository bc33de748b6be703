/** Computes how unusual the share of a template is, by its shares in the eight buckets before. */
import type { SqlValue } from '../../sinks/report-store.js'
import type { Derivation } from '../catalogue/derivation.js'
import { type Query, timelineOf } from '../language/check-query.js'
import { bucketsBefore } from './buckets-before.js'
import { type DerivedFigure, keyOf, timeUnitOf } from './derived-figure.js'
import { deviationOf } from './deviation.js'
import type { PartRow, ReadParts } from './part-rows.js'

const BUCKETS = 8

const countsOf = (rows: readonly PartRow[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ values, parts: [count = 0] }) => [keyOf(values), count]))

export async function readAnomaly(
  query: Query,
  { parts }: Derivation,
  read: ReadParts,
): Promise<DerivedFigure> {
  const { groups } = query
  const timeline = timelineOf(groups)
  const template = groups.findIndex(({ id }) => id === 'template_id')
  const unit = timeUnitOf(groups[timeline])
  if (unit === undefined || template === -1) return () => null
  const { range, buckets } = bucketsBefore(unit, BUCKETS, query)
  const readBoth = async (of: Query['groups']) =>
    countsOf([...(await read(parts, of, range)), ...(await read(parts, of, query.range))])
  const own = await readBoth(groups)
  const all = await readBoth(groups.toSpliced(template, 1))
  /** Buckets without decisions have no share. */
  const shareAt = (values: readonly SqlValue[], key: SqlValue): number | undefined => {
    const at = values.with(timeline, key)
    const total = all.get(keyOf(at.toSpliced(template, 1))) ?? 0
    return total === 0 ? undefined : (own.get(keyOf(at)) ?? 0) / total
  }
  return (values) => {
    const place = buckets.findIndex(({ key }) => key === values[timeline])
    const share = shareAt(values, values[timeline] ?? null)
    if (place === -1 || share === undefined) return null
    const before = buckets.slice(Math.max(0, place - BUCKETS), place).map(({ key }) => shareAt(values, key))
    return deviationOf(
      share,
      before.filter((each) => each !== undefined),
    )
  }
}
