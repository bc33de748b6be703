/**
 * Stores sessions in `session-summaries`. A document is written back only if nobody changed it since it was
 * read, so that neither two collectors nor a sweep beside a write lose each other's changes.
 */
import type { Selector, SinkFailure } from '../sink.js'
import { type BulkOperation, isConflict, isStored, sendBulk } from './bulk.js'
import { type Connection, member, responseError } from './connection.js'
import { anyOf, deleteByQuery, ofTenant } from './delete-by-query.js'
import { failureOf } from './failure.js'
import type { Session } from './session.js'
import { documentId, fromSource, toSource } from './session-document.js'

/** This many documents are read at once. 200 of the largest are some 30 MB. */
export const READ_SIZE = 200
/** Each round loses only to someone who has just written the same session. Then delivery backs off. */
const MAX_ROUNDS = 8

export interface SessionKey {
  readonly tenantId: string
  readonly sessionId: string
}

export interface StoredSession {
  readonly session: Session | undefined
  /** The document must still have this version when it is written. Undefined when there is none. */
  readonly version: { readonly seqNo: unknown; readonly primaryTerm: unknown } | undefined
}

export interface SessionChange {
  readonly session: Session
  readonly version: StoredSession['version']
}

export type SessionOutcome = 'stored' | 'conflict' | SinkFailure

export async function readSessions(
  connection: Connection,
  index: string,
  keys: readonly SessionKey[],
  signal: AbortSignal,
): Promise<readonly StoredSession[]> {
  const docs = keys.map((key) => ({ _index: index, _id: documentId(key) }))
  const response = await connection.request(
    'POST',
    '/_mget?filter_path=docs.found,docs._seq_no,docs._primary_term,docs._source,docs.error.type',
    { body: { docs }, signal },
  )
  const found = member(response.body, 'docs')
  if (response.status !== 200 || !Array.isArray(found) || found.length !== keys.length)
    throw responseError(response)
  return found.map(parseStored)
}

/**
 * Parses a document of a response. One that cannot be read counts as absent; creating it fails if it is there
 * after all.
 */
export function parseStored(doc: unknown): StoredSession {
  if (member(doc, '_source') === undefined) return { session: undefined, version: undefined }
  return {
    session: fromSource(member(doc, '_source')),
    version: { seqNo: member(doc, '_seq_no'), primaryTerm: member(doc, '_primary_term') },
  }
}

/** @param now epoch milliseconds */
export async function writeSessions(
  connection: Connection,
  index: string,
  changes: readonly SessionChange[],
  now: number,
  signal: AbortSignal,
): Promise<readonly SessionOutcome[]> {
  const operations = changes.map(({ session, version }): BulkOperation => {
    const target = { _index: index, _id: documentId(session) }
    const action =
      version === undefined
        ? { create: target }
        : { index: { ...target, if_seq_no: version.seqNo, if_primary_term: version.primaryTerm } }
    return { action, source: toSource(session, now) }
  })
  const outcomes = await sendBulk(connection, operations, signal)
  return outcomes.map((outcome) => {
    if (isStored(outcome)) return 'stored'
    return isConflict(outcome) ? 'conflict' : failureOf(outcome.status, outcome.type)
  })
}

/**
 * Reads sessions, changes them and writes them back; on a conflict it does so again.
 *
 * @param change returns the session that it was given when there is nothing to write
 * @returns why sessions could not be stored
 */
export async function changeSessions<Key extends SessionKey>(
  connection: Connection,
  index: string,
  keys: readonly Key[],
  change: (key: Key, known: Session | undefined) => Session | undefined,
  now: () => number,
  signal: AbortSignal,
): Promise<ReadonlyMap<Key, SinkFailure>> {
  const failed = new Map<Key, SinkFailure>()
  for (let from = 0; from < keys.length; from += READ_SIZE) {
    let left = keys.slice(from, from + READ_SIZE)
    for (let round = 0; left.length > 0 && round < MAX_ROUNDS; round++) {
      const known = await readSessions(connection, index, left, signal)
      const changes: (SessionChange & { readonly key: Key })[] = []
      for (const [i, key] of left.entries()) {
        const stored = known[i]
        const session = change(key, stored?.session)
        if (session !== undefined && session !== stored?.session)
          changes.push({ key, session, version: stored?.version })
      }
      const outcomes = await writeSessions(connection, index, changes, now(), signal)
      left = []
      for (const [i, { key }] of changes.entries()) {
        const outcome = outcomes[i]
        if (outcome === 'conflict') left.push(key)
        else if (outcome !== undefined && outcome !== 'stored') failed.set(key, outcome)
      }
    }
    for (const key of left) failed.set(key, 'unavailable')
  }
  return failed
}

/** Deletes the summaries of sessions in which the person was seen, or of the session. @returns how many */
export function eraseSessions(
  connection: Connection,
  index: string,
  { tenantId, field, values }: Selector,
  signal: AbortSignal,
): Promise<number> {
  const fields = field === 'user' ? ['user', 'users'] : [field]
  const query = ofTenant(tenantId, anyOf(fields, values))
  return deleteByQuery(connection, { indices: [index], query }, signal)
}
