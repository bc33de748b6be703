/**
 * Closes sessions of which nothing has come for as long as is configured. Time is that of the log: while a backlog
 * is read, a session is not idle only because its events have not been read yet.
 */

import { type Connection, member, refusal } from './connection.js'
import { deleteByQuery } from './delete-by-query.js'
import { closeIdle } from './session.js'
import { PAGE, stored, writeSessions } from './session-store.js'

/** Pages of one sweep; what is left is the next one's. */
const PAGES = 50
/** Milliseconds without a write after which the log is taken to be empty: longer than fan-out ever backs off. */
const QUIET = 60_000

export interface SweepOptions {
  readonly index: string
  /** Milliseconds. */
  readonly idle: number
  readonly now: () => number
}

/** What the time of the log is. */
export interface LogTime {
  /** A batch with records received up to then was read. */
  read(receivedAt: number): void
  /** Undefined while it cannot be told. */
  now(): number | undefined
}

export function createLogTime(now: () => number): LogTime {
  let readAt = now()
  let receivedAt: number | undefined
  return {
    read(last) {
      readAt = now()
      receivedAt = Math.max(receivedAt ?? last, last)
    },
    now: () => (now() - readAt >= QUIET ? now() : receivedAt),
  }
}

/** Returns how many it closed. */
export async function sweep(
  connection: Connection,
  { index, idle, now }: SweepOptions,
  logTime: number,
  signal: AbortSignal,
): Promise<number> {
  const latest = new Date(logTime - idle).toISOString()
  const search = {
    size: PAGE,
    seq_no_primary_term: true,
    sort: [{ last_received: 'asc' }],
    query: { bool: { filter: [{ term: { state: 'open' } }, { range: { last_received: { lt: latest } } }] } },
  }
  let closed = 0
  for (let page = 0; page < PAGES; page++) {
    // What the last page closed must not be found again.
    const refreshed = await connection.request('POST', `/${index}/_refresh?ignore_unavailable=true`, {
      signal,
    })
    if (refreshed.status !== 200) throw refusal(refreshed)
    const path = `/${index}/_search?ignore_unavailable=true&filter_path=hits.hits`
    const answer = await connection.request('POST', path, { body: search, signal })
    if (answer.status !== 200) throw refusal(answer)
    const hits = member(answer.body, 'hits', 'hits')
    const found = (Array.isArray(hits) ? hits : [])
      .map(stored)
      .flatMap(({ session, version }) =>
        session === undefined ? [] : [{ session: closeIdle(session), version }],
      )
    if (found.length === 0) return closed
    const written = await writeSessions(connection, index, found, now(), signal)
    const stayed = written.filter((outcome) => outcome === 'stored').length
    closed += stayed
    // All of them changed, or the store has no room: the next sweep will see.
    if (stayed === 0) return closed
  }
  return closed
}

/** Summaries of sessions that ended before. */
export const removeOlder = (
  connection: Connection,
  index: string,
  time: number,
  signal: AbortSignal,
): Promise<number> =>
  deleteByQuery(
    connection,
    { indices: [index], query: { range: { end: { lt: new Date(time).toISOString() } } } },
    signal,
  )
