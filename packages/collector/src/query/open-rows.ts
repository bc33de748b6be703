/** Opens the rows of a query as a stream: all of them, in memory as long as they are few, else from the store. */

import type { NamedReportStore } from '../sinks/report-store.js'
import { dialects } from './compile/dialect.js'
import { planQuery } from './compile/statement.js'
import { readFirstEvent } from './first-event.js'
import type { Query } from './language/check-query.js'
import { queryProblem } from './language/query-problem.js'
import { countBuckets, MAX_ROWS } from './language/width.js'
import { readLateFigures } from './late-figures.js'
import { figureOf } from './range-rows.js'
import { beginWith, presenter, type ResultRow, readFolded, runQuery } from './run-query.js'

export interface OpenRowsOptions {
  readonly from: NamedReportStore
  readonly query: Query
  /** Says that the query names no limit: then every group has its rows. */
  readonly isUnlimited: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly signal: AbortSignal
}

/**
 * Yields rows in pieces. An answer that would have more than `MAX_ROWS` comes from the store as it is read: it has no
 * rows of empty buckets.
 *
 * @throws Problem `invalid_query` for a comparison of so many rows
 */
export async function* openRows(options: OpenRowsOptions): AsyncGenerator<readonly ResultRow[]> {
  const { from, now, isUnlimited } = options
  const first = await readFirstEvent(from.store, options.query.tenants)
  const query = beginWith(options.query, first, now)
  const groups = await countGroups(from, query)
  const limit = Math.min(isUnlimited ? Number.POSITIVE_INFINITY : query.limit, Math.max(1, groups))
  const limited: Query = { ...query, limit }
  if (countBuckets(query, now) * limit > MAX_ROWS) {
    yield* streamRows({ ...options, query: limited })
    return
  }
  const { rows } = await runQuery(from, limited, now)
  yield rows
}

async function countGroups({ name, store }: NamedReportStore, query: Query): Promise<number> {
  if (query.groups.every(({ kind }) => kind === 'time')) return 1
  const { sql, params } = planQuery(query, dialects[name]).countGroups()
  return Number((await store.rows(sql, params))[0]?.groups ?? 0)
}

async function* streamRows({
  from,
  query,
  isUnlimited,
  now,
  signal,
}: OpenRowsOptions): AsyncGenerator<readonly ResultRow[]> {
  if (query.comparison !== undefined)
    throw queryProblem(
      '/compare',
      `expected none beside more than ${MAX_ROWS} rows; choose a limit, a shorter date_range or a longer unit of time`,
    )
  if (query.include.other)
    throw queryProblem(
      '/include/other',
      `expected false beside more than ${MAX_ROWS} rows; choose a lower limit`,
    )
  const limit = isUnlimited && query.offset === 0 ? Number.POSITIVE_INFINITY : query.limit
  const plan = planQuery(query, dialects[from.name], limit)
  const { sql, params } = plan.inOrder(query.range)
  const present = presenter(query)
  const late = await readLateFigures(from, query)
  for await (const rows of from.store.stream(sql, params, signal))
    yield rows.map((row) => {
      const values = query.groups.map((_, i) => row[`g${i}`] ?? null)
      const figures = query.metrics.map((_, i) => figureOf(row, i))
      return { dimensions: present(values), metrics: late.ofRow(values, figures) }
    })
  yield (await readFolded({ query, plan, store: from.store, now }, late)).rows
}
