/**
 * Sessions in `session-summaries`: read, changed and written back only if nobody changed them meanwhile, so that
 * two collectors, or the sweep beside a write, never lose each other's part.
 */

import type { SinkFailure } from '../sink.js'
import { isConflict, isStored, type Operation, sendBulk } from './bulk.js'
import { type Connection, member, refusal } from './connection.js'
import { failureOf } from './failure.js'
import type { Session } from './session.js'
import { documentId, fromSource, toSource } from './session-document.js'

/** Documents read at once: 200 of the largest are some 30 MB. */
export const PAGE = 200
/** Tries before fan-out waits: each loses only to someone who has just written the same session. */
const ROUNDS = 8

export interface SessionKey {
  readonly tenantId: string
  readonly sessionId: string
}

export interface StoredSession {
  readonly session: Session | undefined
  /** What the document must still be when it is written; undefined when there is none. */
  readonly version: { readonly seqNo: unknown; readonly primaryTerm: unknown } | undefined
}

export interface Change {
  readonly session: Session
  readonly version: StoredSession['version']
}

export type Written = 'stored' | 'conflict' | SinkFailure

export async function readSessions(
  connection: Connection,
  index: string,
  keys: readonly SessionKey[],
  signal: AbortSignal,
): Promise<readonly StoredSession[]> {
  const docs = keys.map((key) => ({ _index: index, _id: documentId(key) }))
  const answer = await connection.request(
    'POST',
    '/_mget?filter_path=docs.found,docs._seq_no,docs._primary_term,docs._source,docs.error.type',
    { body: { docs }, signal },
  )
  const found = member(answer.body, 'docs')
  if (answer.status !== 200 || !Array.isArray(found) || found.length !== keys.length) throw refusal(answer)
  return found.map(stored)
}

/** A document of an answer. What cannot be read is taken for absent: creating it fails if it is there after all. */
export function stored(doc: unknown): StoredSession {
  if (member(doc, '_source') === undefined) return { session: undefined, version: undefined }
  return {
    session: fromSource(member(doc, '_source')),
    version: { seqNo: member(doc, '_seq_no'), primaryTerm: member(doc, '_primary_term') },
  }
}

export async function writeSessions(
  connection: Connection,
  index: string,
  changes: readonly Change[],
  now: number,
  signal: AbortSignal,
): Promise<readonly Written[]> {
  const operations = changes.map(({ session, version }): Operation => {
    const place = { _index: index, _id: documentId(session) }
    const action =
      version === undefined
        ? { create: place }
        : { index: { ...place, if_seq_no: version.seqNo, if_primary_term: version.primaryTerm } }
    return { action, source: toSource(session, now) }
  })
  const outcomes = await sendBulk(connection, operations, signal)
  return outcomes.map((outcome) => {
    if (isStored(outcome)) return 'stored'
    return isConflict(outcome) ? 'conflict' : failureOf(outcome.status, outcome.type)
  })
}

/** `change` gives the session that it was given when there is nothing to write. By key what could not be stored. */
export async function changeSessions<Key extends SessionKey>(
  connection: Connection,
  index: string,
  keys: readonly Key[],
  change: (key: Key, known: Session | undefined) => Session | undefined,
  now: () => number,
  signal: AbortSignal,
): Promise<ReadonlyMap<Key, SinkFailure>> {
  const failed = new Map<Key, SinkFailure>()
  for (let from = 0; from < keys.length; from += PAGE) {
    let left = keys.slice(from, from + PAGE)
    for (let round = 0; left.length > 0 && round < ROUNDS; round++) {
      const known = await readSessions(connection, index, left, signal)
      const changes: (Change & { readonly key: Key })[] = []
      for (const [i, key] of left.entries()) {
        const before = known[i]
        const session = change(key, before?.session)
        if (session !== undefined && session !== before?.session)
          changes.push({ key, session, version: before?.version })
      }
      const written = await writeSessions(connection, index, changes, now(), signal)
      left = []
      for (const [i, { key }] of changes.entries()) {
        const outcome = written[i]
        if (outcome === 'conflict') left.push(key)
        else if (outcome !== undefined && outcome !== 'stored') failed.set(key, outcome)
      }
    }
    for (const key of left) failed.set(key, 'unavailable')
  }
  return failed
}
