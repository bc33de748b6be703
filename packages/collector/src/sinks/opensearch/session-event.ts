/** Reads from a record what its session needs. */
import { isObject } from '@hushlog/base'
import type { StoredRecord } from '../../log/log.js'
import type { SessionEvent } from './session.js'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const text = (value: unknown): string | undefined => (isText(value) ? value : undefined)

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(isText) : [])

type ParsedEvent = Readonly<Record<string, unknown>>

const field = (event: ParsedEvent, name: string): unknown =>
  Object.hasOwn(event, name) ? event[name] : undefined

/**
 * Takes the path of a request, and for other events the path of the page.
 *
 * @returns undefined when the event belongs to no session
 */
export function toSessionEvent(
  record: StoredRecord,
  log: string,
  event: ParsedEvent,
): SessionEvent | undefined {
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
