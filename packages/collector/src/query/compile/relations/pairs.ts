/** Compiles the relations of the ledgers, whose events hold lists of `name:count` pairs. */
import type { EventName } from '@hushlog/schema'
import { unionColumns } from '@hushlog/schema/tables'
import { quoteColumn } from '../condition.js'
import { eventRows } from '../event-rows.js'
import {
  type CompileRelation,
  eventsOf,
  nameEvents,
  type RelationRequest,
  readByMetrics,
  readBySelection,
  scopeOf,
} from '../relation.js'
import { selectRows } from '../select-rows.js'

interface Ledger {
  /** The column of the names in the pairs. */
  readonly name: string
  /** The columns that hold pairs, each with the stage that it is of. */
  readonly lists: Readonly<Record<string, string>>
}

const stored = new Set(unionColumns().map(({ name }) => name))

/** Selects one row for each pair of each event. */
function selectPairs(ledger: Ledger, events: readonly EventName[], request: RelationRequest): string {
  const { context } = request
  const wanted = [
    ...new Set(['tenant_id', 'id', 'ts', ...readByMetrics(request.metrics), ...readBySelection(request)]),
  ].filter((name) => stored.has(name))
  const lists = Object.entries(ledger.lists)
  const read = [...wanted, 'event', ...lists.map(([list]) => list)]
  const rows = `(SELECT * FROM ${eventRows(read, events, scopeOf(context))} AS told WHERE event IN (${nameEvents(events, context)}))`
  const kept = wanted.map(quoteColumn).join(', ')
  const listed = lists.map(
    ([list, stage]) =>
      `SELECT ${kept}, '${stage}' AS stage, unnest(${context.dialect.pairs(quoteColumn(list))}) AS pair FROM ${rows} AS "${stage}" WHERE ${quoteColumn(list)} IS NOT NULL`,
  )
  return `(SELECT *, split_part(pair, ':', 1) AS ${ledger.name}, CAST(split_part(pair, ':', 2) AS bigint) AS times FROM (${listed.join(' UNION ALL ')}) AS listed)`
}

const compileLedger =
  (ledger: Ledger): CompileRelation =>
  (request) => {
    const { groups, metrics, context } = request
    const key = ['tenant_id', 'id', 'stage', ledger.name]
    const columns = [...new Set([...key, ...readByMetrics(metrics)])]
    const from = selectPairs(ledger, eventsOf(metrics), request)
    const source = { from, where: ['TRUE'], time: { column: 'ts' }, columns }
    return { sql: selectRows(groups, source, context), key, columns }
  }

/** What the sanitizer replaced in events, by rule and stage. */
export const compileRedactions = compileLedger({
  name: 'rule',
  lists: { context_redactions: 'client', collector_redactions: 'collector' },
})

/** What clients report as dropped, by reason. */
export const compileDrops = compileLedger({ name: 'reason', lists: { drops: 'client' } })
