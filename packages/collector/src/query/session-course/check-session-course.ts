/** Checks what `GET /v1/sessions/{id}` asks for. */
import type { ReadAccess } from '../../http/access.js'
import { Problem } from '../../http/problem.js'
import { MAX_PAGE } from '../event-log/check-event-log.js'
import { parseCursor } from '../event-log/cursor.js'
import type { Page } from '../event-log/page-statement.js'
import { checkMembers, checkQuery, parseWhole } from '../language/check-query.js'
import { anyEvent } from '../language/event-selection.js'
import { queryProblem } from '../language/query-problem.js'

/** The schema of events has this pattern for `session_id`. */
const SESSION_ID = /^[A-Za-z0-9_-]{1,64}$/

export interface SessionPage extends Page {
  readonly sessionId: string
}

/**
 * @param parameters those of the address
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query`, or `not_found` for a tenant that may not be read, and for what is no id of a session
 */
export function checkSessionCourse(
  id: string,
  parameters: unknown,
  access: ReadAccess,
  now: number,
): SessionPage {
  const { limit, cursor, tenant } = checkMembers(parameters, '', ['tenant', 'limit', 'cursor'])
  const query = checkQuery({ tenant, date_range: 'all', metrics: ['events'] }, access, now)
  if (query.tenants.length !== 1) throw queryProblem('/tenant', 'expected the id of one tenant')
  if (!SESSION_ID.test(id)) throw new Problem('not_found')
  return {
    query,
    sessionId: id,
    selection: anyEvent,
    after: parseCursor(cursor),
    limit: parseWhole(limit, '/limit', 1, MAX_PAGE, MAX_PAGE),
  }
}
