/** Checks what `POST /v1/retention` asks for. */
import { DateTime } from 'luxon'
import type { ReadAccess } from '../../http/access.js'
import { checkMembers, checkQuery, type Query } from '../language/check-query.js'
import { anyEvent, type EventSelection, parseEventSelection } from '../language/event-selection.js'
import { queryProblem } from '../language/query-problem.js'
import { defaultQuerySettings, type QuerySettings } from '../language/query-settings.js'
import { BEGINNING, type ParsedRange } from '../language/range.js'

export interface Retention {
  /** Holds the tenants, the zone, the filter of both selections, and a range that begins with a Monday. */
  readonly query: Query
  /** The first of these events of a person says in which week the person began. */
  readonly first: EventSelection
  /** With one of these events a person is there in a week. */
  readonly returning: EventSelection
}

/** Two years: the table has a cell for each pair of weeks. */
export const MAX_WEEKS = 105
/** The current week and the eleven before it, whatever day it is. */
const DEFAULT_RANGE = '78d'

const members = ['tenant', 'first', 'returning', 'filters', 'date_range', 'time_zone'] as const

/**
 * Lets a range begin with the Monday of its first week, so that the first cohort is whole.
 *
 * @throws Problem `invalid_query` for a range of too many weeks
 */
export function fromMonday(range: ParsedRange, zone: string): ParsedRange {
  const monday = DateTime.fromMillis(range.from, { zone }).startOf('week')
  if (monday.plus({ weeks: MAX_WEEKS }).toMillis() < range.to)
    throw queryProblem('/date_range', `expected at most ${MAX_WEEKS} weeks: begin later, or end earlier`)
  return { ...range, from: monday.toMillis() }
}

/**
 * @param body the parsed JSON of a request
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query`, or `not_found` for a tenant that may not be read
 */
export function checkRetention(
  body: unknown,
  access: ReadAccess,
  now: number,
  settings: QuerySettings = defaultQuerySettings,
): Retention {
  const { first, returning, ...rest } = checkMembers(body, '', members)
  const asked = { ...rest, date_range: rest.date_range ?? DEFAULT_RANGE, metrics: ['events'] }
  const query = checkQuery(asked, access, now, settings)
  const select = (value: unknown, pointer: string) =>
    value === undefined || value === null ? anyEvent : parseEventSelection(value, pointer)
  // The store knows where everything begins.
  const range = query.range.from === BEGINNING ? query.range : fromMonday(query.range, query.zone)
  return {
    query: { ...query, range },
    first: select(first, '/first'),
    returning: select(returning, '/returning'),
  }
}
