/**
 * Reads an event in the field names of the chat widget that Hushlog replaces (`eventType`, `sessionId`, `ragTimeMs`, …). It has
 * no id: the id is made of tenant, session, type, time and number, so that an event that is sent twice is stored once.
 */
import { createHash } from 'node:crypto'
import { isObject } from '@hushlog/base'
import { encodeTime } from 'ulid'

type Fields = Readonly<Record<string, unknown>>

/** Names of the catalogue by names of the widget. A question and a message of an error are of class `text`. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['eventType', 'event'],
  ['timestamp', 'ts'],
  ['sessionId', 'session_id'],
  ['messageNumber', 'message_number'],
  ['question', 'query_text'],
  ['topic', 'topic'],
  ['entriesRetrieved', 'entries_retrieved'],
  ['responseLength', 'response_length'],
  ['success', 'success'],
  ['ragTimeMs', 'retrieval_time_ms'],
  ['aiTimeMs', 'generation_time_ms'],
  ['totalTimeMs', 'processing_time_ms'],
  ['noRagMatch', 'no_match'],
  ['ragMatchScore', 'match_score'],
  ['errorType', 'error_type'],
  ['errorMessage', 'error_message'],
])
/** These become members of `context`. */
const PAGE_NAMES: ReadonlySet<string> = new Set(['pageUrl', 'pageTitle', 'referrer'])

/** Holds what the headers of a request say of the page, in the widget's names. */
export type PageHeaders = Readonly<
  Partial<Record<'pageUrl' | 'pageTitle' | 'referrer' | 'sessionId', string>>
>

export const hasWidgetNames = (fields: Fields): boolean =>
  typeof fields.eventType === 'string' && fields.event == null

const parsedUrl = (value: unknown): URL | undefined =>
  typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined

const orUndefined = (value: unknown): unknown => (value === '' ? undefined : (value ?? undefined))

/** Returns `context` with what is known of the page beside it. What it has itself is preferred. */
export function contextOf(page: Fields, context: unknown): unknown {
  const known = {
    page_path: parsedUrl(page.pageUrl)?.pathname ?? orUndefined(page.pageUrl),
    page_title: orUndefined(page.pageTitle),
    referrer_host: parsedUrl(page.referrer)?.host || orUndefined(page.referrer),
  }
  const members = Object.entries(known).filter(([, value]) => value !== undefined)
  // A context that is no object is left for the sanitizer to judge.
  if (members.length === 0 || (context != null && !isObject(context))) return context
  return { ...Object.fromEntries(members), ...context }
}

/** A time may also be in milliseconds since the epoch, or have an offset. What is no time stays, to be refused. */
function timeOf(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value
  const time = new Date(value)
  return Number.isFinite(time.getTime()) ? time.toISOString() : value
}

/** Crockford's base 32, of which ULIDs consist. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RANDOM_DIGITS = 16
/** Milliseconds since the epoch: a ULID has 48 bits for its time. */
const ULID_TIME_END = 2 ** 48

/** Returns undefined for an event without a session or a time: those of two visitors could not be told apart. */
function idOf(tenantId: string, { event, session_id, ts, message_number }: Fields): string | undefined {
  const time = typeof ts === 'string' ? Date.parse(ts) : Number.NaN
  if (!(time >= 0 && time < ULID_TIME_END) || session_id == null) return undefined
  const parts = JSON.stringify([tenantId, session_id, event, time, message_number ?? null])
  const digest = createHash('sha256').update(parts).digest()
  // The lower five bits of a byte are a digit.
  const digits = Array.from(digest.subarray(0, RANDOM_DIGITS), (byte) => DIGITS[byte & 31])
  return encodeTime(time) + digits.join('')
}

/**
 * Returns the event in the names of the catalogue. Members that the widget did not have keep their names.
 *
 * @param clientTime what the client's clock shows, for an event without a time
 */
export function withCatalogueNames(fields: Fields, tenantId: string, clientTime: number): Fields {
  const named: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields))
    if (value !== null && !PAGE_NAMES.has(name)) named[NAMES.get(name) ?? name] = value
  named.ts = timeOf(named.ts)
  const id = named.id ?? idOf(tenantId, named)
  return {
    ...named,
    ...(id !== undefined && { id }),
    ts: named.ts ?? new Date(clientTime).toISOString(),
    context: contextOf(fields, named.context),
  }
}
