/** Counts the groups of a query without their part of time, with a statement of its own only where that takes one. */
import type { ReportStore, SqlValue } from '../sinks/report-store.js'
import type { Plan } from './compile/statement.js'
import type { Query } from './language/check-query.js'
import { countValues, tellsAll } from './range-rows.js'

/** @param found the groups of the rows of the range, as the store gave them */
export async function countGroups(
  store: ReportStore,
  query: Pick<Query, 'groups' | 'metrics' | 'limit' | 'offset'>,
  plan: Plan,
  found: readonly { readonly values: readonly SqlValue[] }[],
): Promise<number> {
  const { groups, limit, offset } = query
  if (groups.every(({ kind }) => kind === 'time')) return 1
  const distinct = countValues(found, query)
  if (!tellsAll(query)) return ask(store, plan)
  // Fewer than the limit are the last ones; none behind an offset says nothing of those before it.
  if (distinct < limit && (distinct > 0 || offset === 0)) return offset + distinct
  return ask(store, plan)
}

async function ask(store: ReportStore, plan: Plan): Promise<number> {
  const { sql, params } = plan.countGroups()
  const [row] = await store.rows(sql, params)
  return Number(row?.groups ?? 0)
}
