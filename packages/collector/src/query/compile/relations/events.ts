/** Compiles the relation of events: one row each. */
import { tables } from '@hushlog/schema/tables'
import { eventRows } from '../event-rows.js'
import {
  type CompileRelation,
  eventsOf,
  nameEvents,
  type PlacedGroup,
  type RelationRequest,
  readByMetrics,
  readBySelection,
  scopeOf,
} from '../relation.js'
import { selectRows } from '../select-rows.js'

const KEY = ['tenant_id', 'id']

export const compileEvents: CompileRelation = (request) => {
  const { groups, metrics } = request
  const needsKey = groups.length > 0
  const columns = [...new Set(['tenant_id', 'event', ...(needsKey ? KEY : []), ...readByMetrics(metrics)])]
  return { sql: selectEvents(groups, columns, request), key: KEY, columns }
}

/** Says whether a table of these events holds other events too. A long list of names is costly to compare each row with. */
const holdsOthers = (names: readonly string[]): boolean =>
  tables.some(
    ({ events }) =>
      events.some((event) => names.includes(event)) && !events.every((event) => names.includes(event)),
  )

/**
 * Selects the events of the query that its metrics read.
 *
 * @param columns those to keep
 */
export function selectEvents(
  groups: readonly PlacedGroup[],
  columns: readonly string[],
  request: RelationRequest,
): string {
  const { context } = request
  const events = eventsOf(request.metrics)
  const read = ['tenant_id', 'event', 'ts', ...columns, ...readBySelection(request)]
  return selectRows(
    groups,
    {
      from: eventRows(read, events, scopeOf(context)),
      where: [holdsOthers(events) ? `event IN (${nameEvents(events, context)})` : 'TRUE'],
      time: { column: 'ts' },
      columns,
    },
    context,
  )
}
