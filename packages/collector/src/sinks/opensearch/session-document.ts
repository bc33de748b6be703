/** Converts a session to a document of `session-summaries`, and back. */
import { isObject } from '@hushlog/base'
import { member } from './connection.js'
import { isClosed, type Session } from './session.js'

/** Neither id can hold the colon. */
export const documentId = ({ tenantId, sessionId }: Pick<Session, 'tenantId' | 'sessionId'>): string =>
  `${tenantId}:${sessionId}`

const iso = (time: number): string => new Date(time).toISOString()

export function toSource(session: Session, now: number): string {
  const closed = isClosed(session)
  return JSON.stringify({
    session_id: session.sessionId,
    tenant_id: session.tenantId,
    env: session.env,
    user: session.user,
    users: session.users,
    modules: session.modules,
    paths: session.paths,
    asset_types: session.assetTypes,
    site_tokens: session.siteTokens,
    start: iso(session.start),
    end: iso(session.end),
    duration_seconds: (session.end - session.start) / 1000,
    event_count: session.eventCount,
    values_left_out: session.valuesLeftOut,
    state: closed ? 'closed' : 'open',
    end_reason: closed ? session.closing?.reason : undefined,
    last_received: iso(session.lastReceived),
    last_updated: iso(now),
    bookkeeping: {
      user_at: session.userAt,
      closing: session.closing,
      counted: { ids: session.counted.ids, up_to: session.counted.upTo },
    },
  })
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : [])
const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
const time = (value: unknown): number => Date.parse(text(value))

/** @returns undefined when the document was not written by this sink */
export function fromSource(source: unknown): Session | undefined {
  const ids = member(source, 'bookkeeping', 'counted', 'ids')
  const start = time(member(source, 'start'))
  const end = time(member(source, 'end'))
  const lastReceived = time(member(source, 'last_received'))
  if (typeof ids !== 'string' || Number.isNaN(start + end + lastReceived)) return undefined
  const user = text(member(source, 'user'))
  const closing = member(source, 'bookkeeping', 'closing')
  return {
    tenantId: text(member(source, 'tenant_id')),
    sessionId: text(member(source, 'session_id')),
    env: text(member(source, 'env')),
    user: user === '' ? undefined : user,
    userAt: text(member(source, 'bookkeeping', 'user_at')),
    users: texts(member(source, 'users')),
    modules: texts(member(source, 'modules')),
    paths: texts(member(source, 'paths')),
    assetTypes: texts(member(source, 'asset_types')),
    siteTokens: texts(member(source, 'site_tokens')),
    start,
    end,
    eventCount: count(member(source, 'event_count')),
    valuesLeftOut: count(member(source, 'values_left_out')),
    lastReceived,
    closing:
      closing === undefined
        ? undefined
        : { at: count(member(closing, 'at')), reason: text(member(closing, 'reason')) },
    counted: { ids, upTo: sequences(member(source, 'bookkeeping', 'counted', 'up_to')) },
  }
}

const sequences = (value: unknown): Readonly<Record<string, number>> =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([log, sequence]) => [log, count(sequence)]))
    : {}
