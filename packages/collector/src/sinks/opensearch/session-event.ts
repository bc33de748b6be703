/** What of a record belongs into a session. */
import type { StoredRecord } from '../../log/log.js'
import type { SessionEvent } from './session.js'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const text = (value: unknown): string | undefined => (isText(value) ? value : undefined)

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(isText) : [])

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const field = (event: Fields, name: string): unknown => (Object.hasOwn(event, name) ? event[name] : undefined)

/** Undefined when the event is of no session. Paths are those of requests, and of the pages of other events. */
export function toSessionEvent(record: StoredRecord, log: string, event: Fields): SessionEvent | undefined {
  const sessionId = text(field(event, 'session_id'))
  if (sessionId === undefined) return undefined
  const context = field(event, 'context')
  const page = isObject(context) ? text(field(context, 'page_path')) : undefined
  return {
    id: record.id,
    tenantId: record.tenantId,
    sessionId,
    env: text(field(event, 'env')) ?? '',
    time: record.time,
    receivedAt: record.receivedAt,
    user: text(field(event, 'user')),
    module: text(field(event, 'module')),
    path: record.event === 'request' ? text(field(event, 'path')) : page,
    assetTypes: texts(field(event, 'asset_types')),
    siteTokens: texts(field(event, 'site_tokens')),
    endReason: record.event === 'session_end' ? (text(field(event, 'end_reason')) ?? 'ended') : undefined,
    log,
    sequence: record.sequence,
  }
}
