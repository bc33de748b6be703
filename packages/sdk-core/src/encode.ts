/**
 * capture → sanitize → JSON, synchronously and before anything is queued: what comes out of here is all that ever leaves.
 * Fails closed: an event that cannot be sanitized is a named drop, and the developer hears code and schema path, never a value.
 */
import type { Encode } from '@hushlog/schema/encode'
import {
  type ContentCapture,
  type CustomOptions,
  formatCounts,
  type Sanitized,
  SanitizeError,
  sanitize,
} from '@hushlog/schema/sanitize'
import { type Capture, CLIENT_REPORT } from './capture.js'
import type { DropReason } from './ledger.js'
import type { Platform } from './platform.js'
import type { Entry } from './queue.js'
import type { Warn } from './warn.js'

export type Encoded = Entry | Extract<DropReason, 'invalid' | 'sanitize_failed' | 'too_large' | 'before_send'>

/** Sees what would leave, already sanitized. Answers the event, changed or not, or nothing to keep it back. */
export type BeforeSend = (event: Record<string, unknown>) => object | null | undefined

/** One event; more than any event of the catalogue can have after its texts were cut. */
const MAX_EVENT_BYTES = 64 * 1024

export interface EncoderOptions extends CustomOptions {
  readonly content: ContentCapture
  /** The short way for events that leave as they came (`@hushlog/schema/encode`), where its size is no matter. */
  readonly encodeClean?: Encode | undefined
  /** What it answers is sanitized again; when it throws, the event does not leave. */
  readonly beforeSend?: BeforeSend | undefined
}

export function createEncoder(
  platform: Platform,
  capture: Capture,
  { content, rules, denyKeys, encodeClean, beforeSend }: EncoderOptions,
  warn: Warn,
): (event: string, fields: object | undefined, customName?: string) => Encoded {
  const options = { content, rules, denyKeys }

  function clean(built: Record<string, unknown>): Sanitized {
    for (;;) {
      try {
        return sanitize(built, options)
      } catch (error) {
        if (!dropContextField(built, error)) throw error
      }
    }
  }

  /** Id, type and version are the client's; all else may be changed, and is sanitized again. */
  function approve(hook: BeforeSend, safe: Record<string, unknown>): Record<string, unknown> | null {
    const { id, event, schema_version, context } = safe
    try {
      const answer = hook(safe)
      if (!answer) return null
      const { redactions, removed_fields } = (context ?? {}) as Record<string, unknown>
      const again = annotate(clean({ context: {}, ...answer, id, event, schema_version }))
      const counted = again.context as Record<string, unknown>
      // What was found before the hook was called stays told.
      if (redactions !== undefined) counted.redactions ??= redactions
      if (removed_fields !== undefined) counted.removed_fields ??= removed_fields
      return again
    } catch {
      warn('dropped, beforeSend failed')
      return null
    }
  }

  return (event, fields, customName) => {
    try {
      const at = platform.now()
      const built = capture.build(event, fields, customName)
      const hook = event === CLIENT_REPORT ? undefined : beforeSend
      const encoded = hook === undefined ? encodeClean?.(built) : undefined
      const safe = encoded === undefined ? annotate(clean(built)) : undefined
      const approved = hook !== undefined && safe !== undefined ? approve(hook, safe) : safe
      if (approved === null) return 'before_send'
      const json = encoded === undefined ? JSON.stringify(approved) : `${encoded.json}}`
      const bytes = platform.byteLength(json)
      if (bytes <= MAX_EVENT_BYTES) return { json, bytes, at }
      warn('dropped too_large')
      return 'too_large'
    } catch (error) {
      const code = error instanceof SanitizeError ? error.code : 'sanitize_failed'
      const reason = error instanceof SanitizeError ? error.message : code
      warn(`dropped ${reason}`)
      return code === 'sanitize_failed' ? code : 'invalid'
    }
  }
}

/** Surroundings (an odd locale, a host name with spaces) must not cost the event; only the field goes. */
function dropContextField(built: Record<string, unknown>, error: unknown): boolean {
  const [root, field] = error instanceof SanitizeError ? error.path.split('.') : []
  const context = built.context as Record<string, unknown>
  return root === 'context' && field !== undefined && field in context && delete context[field]
}

/** The object is the sanitizer's own, so that it may be written to. */
function annotate({ event, findings, removed }: Sanitized): Record<string, unknown> {
  const context = event.context as Record<string, unknown>
  const redactions = formatCounts(findings)
  if (redactions !== '') context.redactions = redactions
  if (removed > 0) context.removed_fields = removed
  return event
}
