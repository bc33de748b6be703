/**
 * One event on its way into the log: validate → sanitize → enrich → encode. It is looked at once in each
 * stage; only what the sanitizer built is ever encoded. Fails closed: an event that any stage cannot handle
 * is rejected with a code and a schema path.
 */
import { type Invalid, validate } from '@hushlog/schema'
import { formatCounts, rules, type Sanitized, SanitizeError, sanitize } from '@hushlog/schema/sanitize'
import type { TenantConfig } from '../config/config.js'
import type { NewRecord } from '../log/log.js'
import type { IngestCounts, RejectCode } from './counts.js'
import type { Pseudonymize } from './pseudonymize.js'

export interface Rejection {
  readonly code: RejectCode
  readonly path: string
  readonly expected: string
}

export interface PrepareOptions {
  readonly tenant: TenantConfig
  readonly env: string
  readonly pseudonymize: Pseudonymize
  readonly counts: IngestCounts
}

/** Of a request. */
export interface Receipt {
  readonly receivedAt: number
  /** The same as RFC 3339. */
  readonly receivedText: string
}

export type Prepare = (event: unknown, receipt: Receipt) => NewRecord | Rejection

export const isRejection = (prepared: NewRecord | Rejection): prepared is Rejection => 'code' in prepared

const ruleNames: ReadonlySet<string> = new Set(rules.map(({ id }) => id))
const REDACTION = /([a-z_]+):(\d+)/g

/** A client's list is its word: only rules that exist are counted, or it could fill the metrics with names. */
const countClient = (event: Record<string, unknown>, counts: IngestCounts): void => {
  const { context } = event
  if (typeof context !== 'object' || context === null || !('redactions' in context)) return
  for (const [, rule = '', count] of String(context.redactions).matchAll(REDACTION)) {
    if (ruleNames.has(rule)) counts.finding(rule, 'client', Number(count))
  }
}

const describe = ({ code, path }: SanitizeError): Rejection => ({ code, path, expected: '' })

export const createPrepare = ({ tenant, env, pseudonymize, counts }: PrepareOptions): Prepare => {
  const options = { content: tenant.content, pseudonymize }

  const enrich = ({ event, findings, removed }: Sanitized, { receivedText }: Receipt): void => {
    event.tenant_id = tenant.id
    event.env = env
    event.received_at = receivedText
    if (removed > 0) event.collector_removed_fields = removed
    const found = formatCounts(findings)
    if (found === '') return
    event.collector_redactions = found
    for (const rule of Object.keys(findings)) counts.finding(rule, 'collector', findings[rule] ?? 0)
  }

  return (event, receipt) => {
    const validation: { ok: true } | Invalid = validate(event)
    if (!validation.ok) return { code: validation.code, path: validation.path, expected: validation.expected }
    try {
      const sanitized = sanitize(event, options)
      const out = sanitized.event
      enrich(sanitized, receipt)
      countClient(out, counts)
      return {
        id: String(out.id),
        tenantId: tenant.id,
        event: String(out.event),
        time: Date.parse(String(out.ts)),
        receivedAt: receipt.receivedAt,
        hasText: sanitized.hasText,
        bytes: Buffer.from(JSON.stringify(out)),
      }
    } catch (error) {
      return error instanceof SanitizeError
        ? describe(error)
        : { code: 'sanitize_failed', path: '', expected: '' }
    }
  }
}
