/** Selects rows for the groups of a query. */
import { compileCondition, quoteColumn } from './condition.js'
import { columnsOfGroup, compileGroup, isList } from './groups.js'
import type { PlacedGroup, RelationContext } from './relation.js'

/** The rows from which a relation selects. */
export interface RowSource {
  /** A FROM item with all columns that are read. */
  readonly from: string
  /** Conditions besides the filter of the query. */
  readonly where: readonly string[]
  /** The column of the time by which a row belongs to a bucket, or that of the bucket itself. */
  readonly time: { readonly column: string } | { readonly bucket: string }
  /** Names the columns to keep. */
  readonly columns: readonly string[]
}

function compileValue({ group }: PlacedGroup, time: RowSource['time'], context: RelationContext): string {
  if (group.kind === 'time' && 'bucket' in time) return quoteColumn(time.bucket)
  const column = 'column' in time ? time.column : 'ts'
  return compileGroup(group, column, { ...context, zone: context.query.zone })
}

/** Returns one row each, or one for each combination of items where groups are lists. */
export function selectRows(
  groups: readonly PlacedGroup[],
  { from, where, time, columns }: RowSource,
  context: RelationContext,
): string {
  const { filter } = context.query
  const lists = groups.filter(({ group }) => isList(group))
  const plain = groups.filter(({ group }) => !isList(group))
  const value = (placed: PlacedGroup) => `${compileValue(placed, time, context)} AS g${placed.index}`
  const kept = new Set([...columns, ...lists.flatMap(({ group }) => columnsOfGroup(group))])
  const conditions = filter === undefined ? where : [...where, compileCondition(filter, context)]
  let rows = `SELECT ${[...plain.map(value), ...[...kept].map(quoteColumn)].join(', ')} FROM ${from} AS stored WHERE ${conditions.join(' AND ')}`
  // Only one list may be expanded in one select: two would be expanded side by side and not combined.
  for (const list of lists) rows = expandList(rows, list, value(list))
  return rows
}

/** Expands the lists alone: most events have none, and stay one row each. */
function expandList(rows: string, { group, index }: PlacedGroup, value: string): string {
  const columns = columnsOfGroup(group).map(quoteColumn)
  const isStated = columns.map((column) => `${column} IS NOT NULL`).join(' OR ')
  const isMissing = columns.map((column) => `${column} IS NULL`).join(' AND ')
  return `SELECT *, CAST(NULL AS text) AS g${index} FROM (${rows}) AS unlisted WHERE ${isMissing} UNION ALL SELECT *, ${value} FROM (${rows}) AS listed WHERE ${isStated}`
}
