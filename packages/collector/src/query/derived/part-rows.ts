/** Reads the parts of which a derived metric consists. */
import type { NamedReportStore, SqlValue } from '../../sinks/report-store.js'
import type { Aggregate } from '../catalogue/expression.js'
import type { Metric } from '../catalogue/metric.js'
import { dialects } from '../compile/dialect.js'
import { planQuery } from '../compile/statement.js'
import type { Query } from '../language/check-query.js'
import type { Range } from '../language/range.js'

/** No answer has as many groups. */
const EVERY_GROUP = 1_000_000

export interface PartRow {
  readonly values: readonly SqlValue[]
  readonly parts: readonly number[]
}

export type ReadParts = (
  parts: readonly Aggregate[],
  groups: Query['groups'],
  range: Range,
) => Promise<readonly PartRow[]>

/** @returns reads the parts of a metric, for all groups of a range */
export const createReadParts =
  ({ name, store }: NamedReportStore, query: Query, metric: Metric): ReadParts =>
  async (parts, groups, range) => {
    const asked: Query = {
      ...query,
      groups,
      metrics: parts.map((value, i) => ({ ...metric, id: `${metric.id} ${i}`, value })),
      range: { ...query.range, ...range },
      comparison: undefined,
      // Parts are not shown: what they make is shown in rows of enough sessions alone.
      settings: { ...query.settings, minSessions: 0 },
      orderBy: [],
      limit: EVERY_GROUP,
      offset: 0,
    }
    const { sql, params } = planQuery(asked, dialects[name]).rows(asked.range)
    const rows = await store.rows(sql, params)
    return rows.map((row) => ({
      values: groups.map((_, i) => row[`g${i}`] ?? null),
      parts: parts.map((_, i) => Number(row[`m${i}`] ?? 0)),
    }))
  }
