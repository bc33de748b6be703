/** Reads the course of a session from a store. */
import type { NamedReportStore, Row } from '../../sinks/report-store.js'
import { usageEvents } from '../catalogue/index.js'
import { count } from '../cell.js'
import { createBinder } from '../compile/binder.js'
import { dialects } from '../compile/dialect.js'
import { eventRows } from '../compile/event-rows.js'
import { createContext, scopeOf } from '../compile/relation.js'
import type { ListedEvent } from '../event-log/columns.js'
import { readPage } from '../event-log/read-page.js'
import type { SessionPage } from './check-session-course.js'

export interface SessionCourse {
  readonly session_id: string
  readonly tenant: string
  readonly events_total: number
  readonly first_at: string
  readonly last_at: string
  readonly events: readonly (Omit<ListedEvent, 'session_id' | 'tenant'> & {
    /** Seconds since the first event of the session. */
    readonly offset_seconds: number
  })[]
  /** Null on the last page. */
  readonly next_cursor: string | null
}

async function readEnds({ name, store }: NamedReportStore, { query, sessionId }: SessionPage) {
  const bind = createBinder()
  const scope = scopeOf(createContext(query, query.range, bind, dialects[name]))
  const rows = eventRows(['ts'], usageEvents, `${scope} AND session_id = ${bind.text(sessionId)}`)
  const sql = `SELECT count(*) AS events, min(ts) AS first, max(ts) AS last FROM ${rows} AS stored`
  const [row] = await store.rows(sql, bind.params)
  return row
}

const timeOf = (row: Row | undefined, name: string): string => String(row?.[name])

/** @returns undefined when nothing of the session is stored */
export async function readCourse(
  from: NamedReportStore,
  page: SessionPage,
): Promise<SessionCourse | undefined> {
  const ends = await readEnds(from, page)
  const total = count(ends, 'events')
  const [tenant] = page.query.tenants
  if (total === 0 || tenant === undefined) return undefined
  const first = timeOf(ends, 'first')
  const { events, next_cursor } = await readPage(from, page)
  return {
    session_id: page.sessionId,
    tenant,
    events_total: total,
    first_at: first,
    last_at: timeOf(ends, 'last'),
    events: events.map(({ session_id: _session, tenant: _tenant, ...event }) => ({
      ...event,
      offset_seconds: (Date.parse(event.ts) - Date.parse(first)) / 1000,
    })),
    next_cursor,
  }
}
