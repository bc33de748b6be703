/** Computes the derived metrics of a query after its rows. */
import type { NamedReportStore, SqlValue } from '../../sinks/report-store.js'
import type { Derivation } from '../catalogue/derivation.js'
import type { Query } from '../language/check-query.js'
import { readAnomaly } from './anomaly.js'
import type { DerivedFigure } from './derived-figure.js'
import { readDrift } from './drift.js'
import { createReadParts, type ReadParts } from './part-rows.js'

const readers: Readonly<
  Record<
    Derivation['kind'],
    (query: Query, derivation: Derivation, read: ReadParts) => Promise<DerivedFigure>
  >
> = { drift: readDrift, anomaly: readAnomaly }

/** Returns the figures of a row with those that are derived; one that is not shown stays null. */
export type Derive = (
  values: readonly SqlValue[],
  figures: readonly (number | null)[],
) => readonly (number | null)[]

/** Reads what the derived metrics of the query need. Without any, nothing is read. */
export async function readDerived(from: NamedReportStore, query: Query): Promise<Derive> {
  const figures = new Map<number, DerivedFigure>()
  for (const [index, metric] of query.metrics.entries())
    if (metric.derived !== undefined)
      figures.set(
        index,
        await readers[metric.derived.kind](query, metric.derived, createReadParts(from, query, metric)),
      )
  if (figures.size === 0) return (_values, stored) => stored
  return (values, stored) =>
    stored.map((figure, i) => (figure === null ? null : (figures.get(i) ?? (() => figure))(values)))
}

/** Rows that stand for others, and those of the comparison, have no derived figures. */
export const withoutDerived = (
  { metrics }: Query,
  figures: readonly (number | null)[],
): readonly (number | null)[] =>
  figures.map((figure, i) => (metrics[i]?.derived === undefined ? figure : null))
