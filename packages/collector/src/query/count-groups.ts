/** Counts the groups of a query without their part of time, with a statement of its own only where that takes one. */
import type { ReportStore, SqlValue } from '../sinks/report-store.js'
import type { Plan } from './compile/statement.js'
import type { Query } from './language/check-query.js'

/** @param found the groups of the rows of the range, as the store gave them */
export async function countGroups(
  store: ReportStore,
  query: Pick<Query, 'groups' | 'metrics' | 'limit' | 'offset'>,
  plan: Plan,
  found: readonly { readonly values: readonly SqlValue[] }[],
): Promise<number> {
  const { groups, limit, offset } = query
  if (groups.every(({ kind }) => kind === 'time')) return 1
  const distinct = new Set(
    found.map(({ values }) => JSON.stringify(values.filter((_, i) => groups[i]?.kind !== 'time'))),
  )
  if (!tellsAll(query)) return ask(store, plan)
  // Fewer than the limit are the last ones; none behind an offset says nothing of those before it.
  if (distinct.size < limit && (distinct.size > 0 || offset === 0)) return offset + distinct.size
  return ask(store, plan)
}

/**
 * Returns whether every group has a row. Sessions that began before the range are in none of its buckets, and what is
 * open at the end of a bucket need not be open at the end of the range.
 */
const tellsAll = ({ groups, metrics }: Pick<Query, 'groups' | 'metrics'>): boolean =>
  !groups.some(({ kind }) => kind === 'time') ||
  metrics.every(({ source, atEnd }) => source !== 'sessions' && atEnd !== true)

async function ask(store: ReportStore, plan: Plan): Promise<number> {
  const { sql, params } = plan.countGroups()
  const [row] = await store.rows(sql, params)
  return Number(row?.groups ?? 0)
}
