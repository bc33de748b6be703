/**
 * capture → sanitize → JSON, synchronously and before anything is queued: what comes out of here is all that ever leaves.
 * Fails closed: an event that cannot be sanitized is a named drop, and the developer hears code and schema path, never a value.
 */
import {
  type ContentCapture,
  type CustomOptions,
  formatCounts,
  SanitizeError,
  sanitize,
} from '@hushlog/schema/sanitize'
import { MAX_EVENT_BYTES } from './batch.js'
import { type Capture, CLIENT_REPORT } from './capture.js'
import { toCustom } from './custom.js'
import type { Host } from './host.js'
import type { DropReason } from './ledger.js'
import type { Entry } from './queue.js'
import type { Warn } from './warn.js'

export type Encoded = Entry | Extract<DropReason, 'invalid' | 'sanitize_failed' | 'too_large' | 'before_send'>

/** Sees what would leave, already sanitized. Answers the event, changed or not, or nothing to keep it back. */
export type BeforeSend = (event: Record<string, unknown>) => object | null | undefined

/** Also whatever the host's object throws. */
const FAILED = 'sanitize_failed'

type Fields = Record<string, unknown>

export interface EncoderOptions extends CustomOptions {
  readonly content?: ContentCapture
  /** What it answers is sanitized again; when it throws, the event does not leave. */
  readonly beforeSend?: BeforeSend | undefined
}

export function createEncoder(
  platform: Host,
  capture: Capture,
  options: EncoderOptions,
  warn: Warn,
): (event: string, fields: object | undefined, customName?: string) => Encoded {
  const { shortWay } = platform
  const { beforeSend } = options

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
        const field = (error as SanitizeError).path.slice('context.'.length)
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
      const answer: { readonly context?: object } | null | undefined = hook(safe)
      if (!answer) return undefined
      // What was found before the hook was called stays told.
      const told = { redactions, removed_fields, ...answer.context }
      return clean({ ...answer, id, event, schema_version, context: told })
    } catch {
      warn('beforeSend failed')
      return undefined
    }
  }

  function longWay(at: number, event: string, given: object | undefined): Entry | undefined {
    const hook = event === CLIENT_REPORT ? undefined : beforeSend
    const safe = clean(capture.build(at, event, given))
    const json = JSON.stringify(hook ? approve(hook, safe) : safe)
    return json ? { json, bytes: platform.byteLength(json), at } : undefined
  }

  return (event, fields, customName) => {
    try {
      const at = platform.now()
      // A string would be spread letter by letter.
      const own = typeof fields === 'object' ? fields : undefined
      const given = customName === undefined ? own : toCustom(customName, own)
      const entry = shortWay ? shortWay(at, event, given, capture, longWay) : longWay(at, event, given)
      if (!entry) return 'before_send'
      if (entry.bytes <= MAX_EVENT_BYTES) return entry
      warn('dropped too_large')
      return 'too_large'
    } catch (error) {
      const { code, message } = error instanceof SanitizeError ? error : { code: FAILED, message: FAILED }
      warn(`dropped ${message}`)
      return code === FAILED ? FAILED : 'invalid'
    }
  }
}
