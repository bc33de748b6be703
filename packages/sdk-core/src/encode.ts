/**
 * capture → sanitize → JSON, synchronously and before anything is queued: what comes out of here is all that ever leaves.
 * Fails closed: an event that cannot be sanitized is a named drop, and the developer hears code and schema path, never a value.
 */
import type { Encode } from '@hushlog/schema/encode'
import {
  type ContentCapture,
  type CustomOptions,
  formatCounts,
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
/** Whatever the host's object throws. */
const FAILED = { code: 'sanitize_failed', message: 'sanitize_failed' } as const

type Fields = Record<string, unknown>

export interface EncoderOptions extends CustomOptions {
  readonly content?: ContentCapture | undefined
  /** The short way for events that leave as they came (`@hushlog/schema/encode`), where its size is no matter. */
  readonly encodeClean?: Encode | undefined
  /** What it answers is sanitized again; when it throws, the event does not leave. */
  readonly beforeSend?: BeforeSend | undefined
}

export function createEncoder(
  platform: Platform,
  capture: Capture,
  { content = 'off', rules, denyKeys, encodeClean, beforeSend }: EncoderOptions,
  warn: Warn,
): (event: string, fields: object | undefined, customName?: string) => Encoded {
  const options = { content, rules, denyKeys }

  /** The object is the sanitizer's own, so that it may be written to. */
  function clean(built: Fields): Fields {
    for (;;) {
      try {
        const { event, findings, removed } = sanitize(built, options)
        const redactions = formatCounts(findings)
        // Never a key without a value.
        Object.assign(
          event.context as Fields,
          redactions && { redactions },
          removed && { removed_fields: removed },
        )
        return event
      } catch (error) {
        // Surroundings (an odd locale, a host name with spaces) must not cost the event; only the field goes.
        const [, field = ''] = (error instanceof SanitizeError && /^context\.(.+)/.exec(error.path)) || []
        const context = built.context as Fields
        if (!(field in context)) throw error
        delete context[field]
      }
    }
  }

  /** Id, type and version are the client's; all else may be changed, and is sanitized again. */
  function approve(hook: BeforeSend, safe: Fields): Fields | undefined {
    const { id, event, schema_version, context } = safe
    const { redactions, removed_fields } = context as Fields
    try {
      const answer = hook(safe)
      if (!answer) return undefined
      const again = clean({ context: {}, ...answer, id, event, schema_version })
      // What was found before the hook was called stays told.
      return { ...again, context: { redactions, removed_fields, ...(again.context as Fields) } }
    } catch {
      warn('dropped, beforeSend failed')
      return undefined
    }
  }

  return (event, fields, customName) => {
    try {
      const at = platform.now()
      const built = capture.build(at, event, fields, customName)
      const hook = event === CLIENT_REPORT ? undefined : beforeSend
      const encoded = hook ? undefined : encodeClean?.(built)
      const safe = encoded ? undefined : clean(built)
      const approved = hook && safe ? approve(hook, safe) : safe
      if (!approved && !encoded) return 'before_send'
      const json = encoded ? `${encoded.json}}` : JSON.stringify(approved)
      const bytes = platform.byteLength(json)
      if (bytes <= MAX_EVENT_BYTES) return { json, bytes, at }
      warn('dropped too_large')
      return 'too_large'
    } catch (error) {
      const { code, message } = error instanceof SanitizeError ? error : FAILED
      warn(`dropped ${message}`)
      return code === FAILED.code ? code : 'invalid'
    }
  }
}
