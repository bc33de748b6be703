/** Checks what `GET /v1/event-log` asks for. */
import type { ReadAccess } from '../../http/access.js'
import { checkMembers, checkQuery, parseWhole } from '../language/check-query.js'
import { anyEvent, parseEventSelection } from '../language/event-selection.js'
import { parseCursor } from './cursor.js'
import type { Page } from './page-statement.js'

export const MAX_PAGE = 1000
export const DEFAULT_PAGE = 100

const members = ['tenant', 'event', 'filters', 'date_range', 'time_zone', 'limit', 'cursor'] as const

/**
 * @param body the parameters of a request, those of JSON parsed
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query`, or `not_found` for a tenant that may not be read
 */
export function checkEventLog(body: unknown, access: ReadAccess, now: number): Page {
  const { event, limit, cursor, ...rest } = checkMembers(body, '', members)
  const query = checkQuery({ ...rest, metrics: ['events'] }, access, now)
  const after = parseCursor(cursor)
  const range = after === undefined ? query.range : { ...query.range, from: after.from, to: after.to }
  const selection = event === undefined || event === null ? anyEvent : parseEventSelection({ event }, '')
  return {
    query: { ...query, range },
    selection,
    after,
    limit: parseWhole(limit, '/limit', 1, MAX_PAGE, DEFAULT_PAGE),
  }
}
