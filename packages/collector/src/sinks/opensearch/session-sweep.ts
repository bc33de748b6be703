/**
 * Closes sessions of which nothing came for the configured time. The time is that of the log: while a backlog
 * is read, a session is not idle only because its events were not read yet.
 */
import { MINUTE } from '@hushlog/base'
import { type Connection, member, responseError } from './connection.js'
import { before, deleteByQuery } from './delete-by-query.js'
import { closeIdle } from './session.js'
import { parseStored, READ_SIZE, writeSessions } from './session-store.js'

/** A sweep searches at most this often. The next one closes what is left. */
const MAX_SEARCHES = 50
/**
 * The log counts as read to its end after this many milliseconds without a write. Delivery never backs off
 * for as long.
 */
const QUIET_TIME = MINUTE

export interface SweepOptions {
  readonly index: string
  /** A session is closed after this many milliseconds without an event. */
  readonly idle: number
  readonly now: () => number
}

/** Tracks the time up to which the log was read. All times are epoch milliseconds. */
export interface LogTime {
  /** Notes that a batch was read. @param receivedAt when the last of its records was received */
  advance(receivedAt: number): void
  /** @returns undefined before anything was read */
  now(): number | undefined
}

export function createLogTime(now: () => number): LogTime {
  let readAt = now()
  let latest: number | undefined
  return {
    advance(receivedAt) {
      readAt = now()
      latest = Math.max(latest ?? receivedAt, receivedAt)
    },
    now: () => (now() - readAt >= QUIET_TIME ? now() : latest),
  }
}

/** @returns how many sessions were closed */
export async function sweep(
  connection: Connection,
  { index, idle, now }: SweepOptions,
  logTime: number,
  signal: AbortSignal,
): Promise<number> {
  const body = {
    size: READ_SIZE,
    seq_no_primary_term: true,
    sort: [{ last_received: 'asc' }],
    query: { bool: { filter: [{ term: { state: 'open' } }, before('last_received', logTime - idle)] } },
  }
  let closed = 0
  for (let searches = 0; searches < MAX_SEARCHES; searches++) {
    // Without a refresh the search would find again what was just closed.
    const refresh = await connection.request('POST', `/${index}/_refresh?ignore_unavailable=true`, { signal })
    if (refresh.status !== 200) throw responseError(refresh)
    const path = `/${index}/_search?ignore_unavailable=true&filter_path=hits.hits`
    const response = await connection.request('POST', path, { body, signal })
    if (response.status !== 200) throw responseError(response)
    const hits = member(response.body, 'hits', 'hits')
    const found = (Array.isArray(hits) ? hits : [])
      .map(parseStored)
      .flatMap(({ session, version }) =>
        session === undefined ? [] : [{ session: closeIdle(session), version }],
      )
    if (found.length === 0) return closed
    const outcomes = await writeSessions(connection, index, found, now(), signal)
    const stored = outcomes.filter((outcome) => outcome === 'stored').length
    closed += stored
    // All of them changed meanwhile, or the store has no room. The next sweep tries again.
    if (stored === 0) return closed
  }
  return closed
}

/** Deletes summaries of sessions that ended before a time in epoch milliseconds. */
export const removeOlder = (
  connection: Connection,
  index: string,
  time: number,
  signal: AbortSignal,
): Promise<number> => deleteByQuery(connection, { indices: [index], query: before('end', time) }, signal)
