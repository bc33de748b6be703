/**
 * Reads events as pages write them by hand and completes them to events of the catalogue. A body is one object, a list or a
 * batch. Missing ids, times and versions are filled in, and what the headers say of the page; `data` may hold the fields; an
 * event whose name the catalogue does not have becomes a `custom` event with the other fields as its properties.
 */
import { isAscii } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import { isObject } from '@hushlog/base'
import { envelopeFields, isEventName, SCHEMA_VERSION } from '@hushlog/schema'
import { ulid } from 'ulid'
import { parseInstant } from '../runtime/instant.js'
import { OPEN_ARRAY } from './fast-path/json-codes.js'
import { skipSpace } from './fast-path/skip-value.js'
import type { Source } from './fast-path/source.js'
import { findEvents } from './find-events.js'
import { type Format, malformedAt } from './parse.js'
import { parseEvent } from './parse-event.js'
import { type BatchItem, isUnchanged, readLines, readList } from './read-batch.js'
import { valueAt } from './read-members.js'
import { contextOf, hasWidgetNames, type PageHeaders, withCatalogueNames } from './widget-names.js'

type EventFields = Readonly<Record<string, unknown>>

const envelope: ReadonlySet<string> = new Set(envelopeFields.map(({ name }) => name))

const asCustom = (name: string, fields: EventFields): EventFields => {
  const own: [string, unknown][] = []
  const properties: [string, unknown][] = []
  for (const entry of Object.entries(fields)) (envelope.has(entry[0]) ? own : properties).push(entry)
  return { ...Object.fromEntries(own), event: 'custom', name, properties: Object.fromEntries(properties) }
}

/** Holds what the events of one request have in common. */
export interface PageRequest {
  readonly tenantId: string
  readonly headers: PageHeaders
  /** Says whether the headers hold nothing but ASCII. */
  readonly isAscii: boolean
}

/** UTF-16 units of a header that are read: more is no title and no address that is kept. */
const HEADER_MAX = 2048

const ESCAPE = /%[0-9A-Fa-f]{2}/

/** A header holds no letters beyond Latin-1, so that pages escape them as in an address. */
function headerText(value: string | readonly string[] | undefined): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const text = value.slice(0, HEADER_MAX)
  if (!ESCAPE.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function pageRequestOf(headers: IncomingHttpHeaders, tenantId: string): PageRequest {
  const named = {
    pageUrl: headerText(headers['x-page-url']),
    pageTitle: headerText(headers['x-page-title']),
    referrer: headerText(headers['x-referrer']),
    sessionId: headerText(headers['x-session-id']),
  }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  const isOnlyAscii = given.every(([, value]) => isAscii(Buffer.from(value ?? '')))
  return { tenantId, headers: Object.fromEntries(given), isAscii: isOnlyAscii }
}

/**
 * Leaves what is not an object for validation to reject.
 *
 * @param time milliseconds since the epoch, by the collector's clock
 * @param clientTime the same moment by the client's clock, which is corrected later
 */
const complete = (
  value: unknown,
  { tenantId, headers }: PageRequest,
  time: number,
  clientTime: number,
): unknown => {
  if (!isObject(value)) return value
  const { data, ...rest } = value
  const given: EventFields = isObject(data) ? { ...data, ...rest } : value
  const { sessionId, ...page } = headers
  const inSession = sessionId === undefined || given.sessionId != null ? given : withSession(given, sessionId)
  const fields = hasWidgetNames(inSession) ? withCatalogueNames(inSession, tenantId, clientTime) : inSession
  const { event } = fields
  const known = typeof event !== 'string' || isEventName(event) ? fields : asCustom(event, fields)
  const context = contextOf(page, known.context)
  return {
    ...known,
    id: known.id ?? ulid(time),
    ts: known.ts ?? new Date(clientTime).toISOString(),
    schema_version: known.schema_version ?? SCHEMA_VERSION,
    ...(context != null && { context }),
  }
}

const withSession = (fields: EventFields, sessionId: string): EventFields => ({
  ...fields,
  session_id: fields.session_id ?? sessionId,
})

/** A page's events are completed first, so none takes the fast path. */
const never = (): undefined => undefined

function* readJson(source: Source, begin: (sentAt: unknown) => void): Generator<BatchItem, void> {
  const { codes } = source
  const start = skipSpace(codes, 0)
  if (codes[start] === OPEN_ARRAY) {
    begin(undefined)
    const end = skipSpace(codes, yield* readList(source, start, never))
    if (end !== codes.length) throw malformedAt(end)
    return
  }
  const { list, sentAt } = findEvents(source)
  begin(sentAt)
  if (list === undefined) yield parseEvent(source, valueAt(source, start))
  else yield* readList(source, list, never)
}

/**
 * Reads the events of a page one at a time. The generator throws Problem `malformed_body` where it finds that the body is
 * not JSON.
 */
export function* readPageEvents(
  source: Source,
  format: Format,
  begin: (sentAt: unknown) => void,
  request: PageRequest,
  now: () => number,
): Generator<BatchItem, void> {
  const time = now()
  let clientTime = time
  const items =
    format === 'ndjson'
      ? readLines(source, never)
      : readJson(source, (sentAt) => {
          clientTime = (typeof sentAt === 'string' ? parseInstant(sentAt) : undefined) ?? time
          begin(sentAt)
        })
  for (const item of items)
    yield isUnchanged(item) ? item : { ...item, parsed: complete(item.parsed, request, time, clientTime) }
}
