/** Counts the groups of a query without their part of time, with a statement of its own only where that takes one. */
import type { ReportStore, SqlValue } from '../sinks/report-store.js'
import type { Plan } from './compile/statement.js'
import type { Query } from './language/check-query.js'

/** @param found the groups of the rows of the range, as the store gave them */
export async function countGroups(
  store: ReportStore,
  query: Pick<Query, 'groups' | 'limit' | 'offset'>,
  plan: Plan,
  found: readonly { readonly values: readonly SqlValue[] }[],
): Promise<number> {
  const { groups, limit, offset } = query
  if (groups.every(({ kind }) => kind === 'time')) return 1
  const distinct = new Set(
    found.map(({ values }) => JSON.stringify(values.filter((_, i) => groups[i]?.kind !== 'time'))),
  )
  // Fewer than the limit are the last ones; none behind an offset says nothing of those before it.
  if (distinct.size < limit && (distinct.size > 0 || offset === 0)) return offset + distinct.size
  const { sql, params } = plan.countGroups()
  const [row] = await store.rows(sql, params)
  return Number(row?.groups ?? 0)
}
