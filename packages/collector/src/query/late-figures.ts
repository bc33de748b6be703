/** Figures that are known only once the rows are read: those derived from several rows, and those of lost time. */
import { DAY } from '@hushlog/base'
import type { NamedReportStore, SqlValue } from '../sinks/report-store.js'
import { listBuckets } from './buckets.js'
import { readDerived, withoutDerived } from './derived/derive.js'
import { timeUnitOf } from './derived/derived-figure.js'
import { type Query, timelineOf } from './language/check-query.js'
import type { Range } from './language/range.js'

type Figures = readonly (number | null)[]

export interface LateFigures {
  /** @param values those of the groups, as the store gives them */
  ofRow(values: readonly SqlValue[], figures: Figures): Figures
  /** Completes the figures of a row that stands for several groups, in a range. */
  ofSeveral(range: Range, figures: Figures): Figures
  ofTotals(figures: Figures): Promise<Figures>
}

/** Returns since when the store has all events of all tenants of a query, in milliseconds since the epoch. */
const keptSince = ({ tenants, settings, now }: Query, sink: string): number =>
  Math.max(...tenants.map((tenant) => now - settings.keptDays(tenant, sink) * DAY))

export async function readLateFigures(from: NamedReportStore, query: Query): Promise<LateFigures> {
  const derive = await readDerived(from, query)
  const since = keptSince(query, from.sink)
  const timeline = timelineOf(query.groups)
  const unit = timeUnitOf(query.groups[timeline])
  const ends = new Map<SqlValue, number>(
    unit && listBuckets(unit, query.range, query.zone, query.now).map(({ key, to }) => [key, to]),
  )
  /** What is open at a moment can follow from an event that retention has cut. */
  const withoutLost = (figures: Figures, end: number): Figures =>
    end > since ? figures : figures.map((figure, i) => (query.metrics[i]?.atEnd ? null : figure))
  return {
    ofRow: (values, figures) =>
      withoutLost(
        derive(values, figures),
        Math.min(ends.get(values[timeline] ?? null) ?? query.range.to, query.range.to),
      ),
    ofSeveral: (range, figures) => withoutLost(withoutDerived(query, figures), range.to),
    ofTotals: async (figures) => {
      const deriveTotals = await readDerived(from, { ...query, groups: [] })
      return withoutLost(deriveTotals([], figures), query.range.to)
    },
  }
}
