/** Merges the events that tell of one thing into one row, whatever comes twice or in pieces. */
import type { EventName } from '@hushlog/schema'
import { unionColumns } from '@hushlog/schema/tables'
import { quoteColumn } from './condition.js'
import { eventRows } from './event-rows.js'
import {
  nameEvents,
  type Relation,
  type RelationRequest,
  readByMetrics,
  readBySelection,
  tenantScope,
  withinRange,
} from './relation.js'
import { selectRows } from './select-rows.js'

export interface Pieces {
  readonly event: EventName
  /** The column of the id that pieces of one thing share. */
  readonly id: string
  /** The columns that `merged` reads besides `id`, `ts` and the id of the thing. */
  readonly reads: readonly string[]
  /** Expressions over the pieces of a thing, by the column that they make. */
  readonly merged: Readonly<Record<string, string>>
  /** Expressions over those, by the column that they make. */
  readonly computed: Readonly<Record<string, string>>
}

const stored = new Set(unionColumns().map(({ name }) => name))
const select = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).map(([name, sql]) => `${sql} AS ${quoteColumn(name)}`)

/**
 * Returns a FROM item with a row for each thing, judged by all its pieces, also those outside the range. A piece
 * without the id is a thing of its own. Columns that are not merged otherwise hold what was stated last.
 */
export function mergePieces(pieces: Pieces, request: RelationRequest): string {
  const { context } = request
  const key = ['tenant_id', pieces.id, 'piece']
  const made = new Set([...key, ...Object.keys(pieces.merged), ...Object.keys(pieces.computed), 'ts', 'id'])
  const last = [...new Set([...readByMetrics(request.metrics), ...readBySelection(request)])].filter(
    (name) => stored.has(name) && !made.has(name),
  )
  const read = ['tenant_id', 'id', 'ts', 'event', pieces.id, ...pieces.reads, ...last]
  const piece = `CASE WHEN ${quoteColumn(pieces.id)} IS NULL THEN id END`
  const rows = `SELECT *, ${piece} AS piece FROM ${eventRows(read, [pieces.event], tenantScope(context))} AS told WHERE event IN (${nameEvents([pieces.event], context)})`
  const by = key.map(quoteColumn).join(', ')
  const merged = `SELECT ${[by, ...select(pieces.merged), ...last.map((name) => `${context.dialect.last(quoteColumn(name))} AS ${quoteColumn(name)}`)].join(', ')} FROM (${rows}) AS pieces GROUP BY ${by}`
  return `(SELECT ${['*', ...select(pieces.computed)].join(', ')} FROM (${merged}) AS merged)`
}

/** Compiles the relation of merged rows, each in the bucket and range of the time that the metrics name. */
export function compilePieces(pieces: Pieces, from: string, request: RelationRequest): Relation {
  const { groups, metrics, context } = request
  const key = ['tenant_id', pieces.id, 'piece']
  const time = metrics[0]?.time ?? 'ts'
  const columns = [...new Set([...key, ...readByMetrics(metrics)])]
  const source = { from, where: [withinRange(quoteColumn(time), context)], time: { column: time }, columns }
  return { sql: selectRows(groups, source, context), key, columns }
}
