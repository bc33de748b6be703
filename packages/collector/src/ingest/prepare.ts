/**
 * One event on its way into the log: validate → sanitize → enrich → encode. It is looked at once in each
 * stage; only what the sanitizer built is ever encoded. Fails closed: an event that any stage cannot handle
 * is rejected with a code and a schema path. An event that leaves as it came, as most do, takes one of the short ways
 * of `@hushlog/schema/encode`, which are these stages in one: `pass` in the text of the batch, or when it is parsed.
 */
import { type Invalid, validate } from '@hushlog/schema'
import { createEncode, createPass, type Pass, type Passed, type Source } from '@hushlog/schema/encode'
import { formatCounts, rules, type Sanitized, SanitizeError, sanitize } from '@hushlog/schema/sanitize'
import type { TenantConfig } from '../config/config.js'
import type { IngestCounts, RejectCode } from './counts.js'
import { createEventTime } from './event-time.js'
import { addDeviceClass, addUserAgent, type PageFacts } from './page-facts.js'
import type { Pseudonymize } from './pseudonymize.js'
import type { PreparedRecord } from './to-records.js'

export interface Rejection {
  readonly code: RejectCode
  readonly path: string
  readonly expected: string | undefined
}

export interface PrepareOptions {
  readonly tenant: TenantConfig
  readonly env: string
  readonly pseudonymize: Pseudonymize
  readonly counts: IngestCounts
  /** Another one only in tests of what happens when it fails. */
  readonly sanitizeEvent?: typeof sanitize
}

/** Of a request. */
export interface Receipt {
  readonly receivedAt: number
  /** The same as RFC 3339. */
  readonly receivedText: string
  /** When a page sent it. */
  readonly page?: PageFacts | undefined
}

/** What is kept of an event, wherever it was read. */
type Kept = Omit<Passed, 'end'>

export interface Prepare {
  /** Of an event that was parsed. */
  (event: unknown, receipt: Receipt): PreparedRecord | Rejection
  /** Reads an event where it stands in the batch; undefined for one that has to be parsed. */
  readonly pass: Pass
  passed(event: Kept, receipt: Receipt): PreparedRecord
}

export const isRejection = (prepared: PreparedRecord | Rejection): prepared is Rejection => 'code' in prepared

const builtIn = [...rules.map(({ id }) => id), 'property_key']
type Fields = Readonly<Record<string, unknown>>

const REDACTION = /([a-z][a-z0-9_]*):(\d+)/g

/** A client's list is its word: rules that the collector does not have count as `custom`, or it could fill the metrics with names. */
const countClient = (redactions: string, names: ReadonlySet<string>, counts: IngestCounts): void => {
  for (const [, rule = '', count] of redactions.matchAll(REDACTION)) {
    counts.finding(names.has(rule) ? rule : 'custom', 'client', Number(count))
  }
}

/** Of an event that is valid. */
const contextOf = ({ context }: Fields): Fields => (context ?? {}) as Fields

/** Half a character has no UTF-8: stores refuse its escape, so it becomes U+FFFD. */
const LONE_SURROGATE = '\\ud'
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

const toJson = (event: Record<string, unknown>): string => {
  const text = JSON.stringify(event)
  return text.includes(LONE_SURROGATE) ? JSON.stringify(event, wellFormed) : text
}

/** To ask the sanitizer with. */
const A_VISIT = {
  id: '01JABCDEFGHJKMNPQRSTVWXYZ0',
  event: 'session_start',
  ts: '2026-01-01T00:00:00Z',
  schema_version: 1,
  session_id: 's',
  user_agent: 'other, other',
}

const describe = ({ code, path }: SanitizeError): Rejection => ({ code, path, expected: undefined })

export const createPrepare = ({
  tenant,
  env,
  pseudonymize,
  counts,
  sanitizeEvent = sanitize,
}: PrepareOptions): Prepare => {
  const { content, rules: own = [], denyKeys = [] } = tenant
  const options = {
    content,
    pseudonymize,
    rules: own.length > 0 ? own : undefined,
    denyKeys: denyKeys.length > 0 ? denyKeys : undefined,
  }
  const names: ReadonlySet<string> = new Set([...builtIn, ...own.map(({ id }) => id)])

  const enrich = ({ event, findings, removed }: Sanitized): void => {
    if (removed > 0) event.collector_removed_fields = removed
    const found = Object.keys(findings)
    if (found.length === 0) return
    event.collector_redactions = formatCounts(findings)
    for (const rule of found) counts.finding(rule, 'collector', findings[rule] ?? 0)
  }

  // The same text on every event but for the time: put behind the others without being encoded again.
  const origin = `,"tenant_id":${JSON.stringify(tenant.id)},"env":${JSON.stringify(env)},"received_at":"`
  const encode = createEncode(options)
  const eventTime = createEventTime()

  const pass = createPass(options)

  // What a tenant denies is not added either.
  const keepsUserAgent = 'user_agent' in sanitize(A_VISIT, { denyKeys: options.denyKeys }).event

  const withFacts = ({ event, json, hasDevice }: Kept, page: PageFacts): string => {
    const told = event === 'session_start' && keepsUserAgent ? addUserAgent(json, page) : json
    return hasDevice ? told : addDeviceClass(told, page)
  }

  const passed = (event: Kept, { receivedAt, receivedText, page }: Receipt): PreparedRecord => {
    if (event.redactions !== undefined) countClient(event.redactions, names, counts)
    return {
      id: event.id,
      tenantId: tenant.id,
      event: event.event,
      time: eventTime(event.ts),
      receivedAt,
      hasText: event.hasText,
      json: `${page === undefined ? event.json : withFacts(event, page)}${origin}${receivedText}"}`,
    }
  }

  /** `fields` are valid; `json` is what is kept of them, without the closing brace. */
  const record = (fields: Fields, json: string, hasText: boolean, receipt: Receipt): PreparedRecord => {
    const [id, event, ts] = [String(fields.id), String(fields.event), String(fields.ts)]
    const context = contextOf(fields)
    const redactions = typeof context.redactions === 'string' ? context.redactions : undefined
    const hasDevice = typeof context.device_class === 'string'
    return passed({ json, hasText, id, event, ts, redactions, hasDevice }, receipt)
  }

  const theLongWay = (event: unknown, receipt: Receipt): PreparedRecord | Rejection => {
    const validation: { ok: true } | Invalid = validate(event)
    if (!validation.ok) return { code: validation.code, path: validation.path, expected: validation.expected }
    const sanitized = sanitizeEvent(event, options)
    enrich(sanitized)
    return record(sanitized.event, toJson(sanitized.event).slice(0, -1), sanitized.hasText, receipt)
  }

  const prepare = (event: unknown, receipt: Receipt): PreparedRecord | Rejection => {
    try {
      const encoded = encode(event)
      if (encoded === undefined) return theLongWay(event, receipt)
      return record(event as Fields, encoded.json, encoded.hasText, receipt)
    } catch (error) {
      return error instanceof SanitizeError
        ? describe(error)
        : { code: 'sanitize_failed', path: '', expected: undefined }
    }
  }

  return Object.assign(prepare, {
    pass(source: Source, at: number) {
      try {
        return pass(source, at)
      } catch {
        // A rule of the application's own failed: when the event is parsed, that has a name.
        return undefined
      }
    },
    passed,
  })
}
