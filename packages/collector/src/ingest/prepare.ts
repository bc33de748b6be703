/**
 * One event on its way into the log: validate → sanitize → enrich → encode. It is looked at once in each
 * stage; only what the sanitizer built is ever encoded. Fails closed: an event that any stage cannot handle
 * is rejected with a code and a schema path. An event that leaves as it came, as most do, takes the short way
 * of `@hushlog/schema/encode`, which is these stages in one.
 */
import { type Invalid, validate } from '@hushlog/schema'
import { createEncode } from '@hushlog/schema/encode'
import { formatCounts, rules, type Sanitized, SanitizeError, sanitize } from '@hushlog/schema/sanitize'
import type { TenantConfig } from '../config/config.js'
import type { IngestCounts, RejectCode } from './counts.js'
import { createEventTime } from './event-time.js'
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
}

export type Prepare = (event: unknown, receipt: Receipt) => PreparedRecord | Rejection

export const isRejection = (prepared: PreparedRecord | Rejection): prepared is Rejection => 'code' in prepared

const builtIn = [...rules.map(({ id }) => id), 'property_key']
type Fields = Readonly<Record<string, unknown>>

const REDACTION = /([a-z][a-z0-9_]*):(\d+)/g

/** A client's list is its word: rules that the collector does not have count as `custom`, or it could fill the metrics with names. */
const countClient = ({ context }: Fields, names: ReadonlySet<string>, counts: IngestCounts): void => {
  if (typeof context !== 'object' || context === null || !('redactions' in context)) return
  for (const [, rule = '', count] of String(context.redactions).matchAll(REDACTION)) {
    counts.finding(names.has(rule) ? rule : 'custom', 'client', Number(count))
  }
}

/** Half a character has no UTF-8: stores refuse its escape, so it becomes U+FFFD. */
const LONE_SURROGATE = '\\ud'
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

const toJson = (event: Record<string, unknown>): string => {
  const text = JSON.stringify(event)
  return text.includes(LONE_SURROGATE) ? JSON.stringify(event, wellFormed) : text
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

  /** `fields` are valid; `json` is what is kept of them, without the closing brace. */
  const record = (fields: Fields, json: string, hasText: boolean, receipt: Receipt): PreparedRecord => {
    countClient(fields, names, counts)
    return {
      id: String(fields.id),
      tenantId: tenant.id,
      event: String(fields.event),
      time: eventTime(String(fields.ts)),
      receivedAt: receipt.receivedAt,
      hasText,
      json: `${json}${origin}${receipt.receivedText}"}`,
    }
  }

  const theLongWay: Prepare = (event, receipt) => {
    const validation: { ok: true } | Invalid = validate(event)
    if (!validation.ok) return { code: validation.code, path: validation.path, expected: validation.expected }
    const sanitized = sanitizeEvent(event, options)
    enrich(sanitized)
    return record(sanitized.event, toJson(sanitized.event).slice(0, -1), sanitized.hasText, receipt)
  }

  return (event, receipt) => {
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
}
