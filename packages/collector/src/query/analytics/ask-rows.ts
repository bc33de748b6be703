/** Answers a question of `/analytics/data` with its rows alone: nothing there says what `meta` of an answer does. */
import type { NamedReportStore, SqlValue } from '../../sinks/report-store.js'
import { dialects } from '../compile/dialect.js'
import { planQuery } from '../compile/statement.js'
import type { Query } from '../language/check-query.js'
import { type Figure, pairRows, readRange } from '../range-rows.js'
import { presenter } from '../run-query.js'
import { sortRows } from '../sort-rows.js'

export interface AskedRow {
  /** Labels of the groups. */
  readonly dimensions: readonly SqlValue[]
  readonly metrics: readonly Figure[]
}

/**
 * @param query has no figure that compares rows
 * @returns the rows in their order, but for those of few sessions where the configuration folds them
 */
export async function askRows({ name, store }: NamedReportStore, query: Query): Promise<readonly AskedRow[]> {
  const reading = { query, plan: planQuery(query, dialects[name]), store, now: query.now }
  const current = await readRange(reading, reading.plan.rows, query.range)
  const isWhole = query.groups.every(({ kind }) => kind === 'time')
  const rows = pairRows(current, undefined, query, isWhole).filter(({ isSmall = false }) => !isSmall)
  const show = presenter(query)
  return sortRows(rows, query).map(({ values, figures }) => ({ dimensions: show(values), metrics: figures }))
}
