/**
 * Turns a call of `track` into a queue entry: capture → sanitize → JSON, synchronously. Nothing that is not the result
 * ever leaves. It fails closed: an event that cannot be sanitized is dropped for a named reason, and the developer is
 * told the code and the schema path, never a value.
 */
import { encodeJson, IS_SCRIPT } from '@hushlog/base'
import {
  type ContentCapture,
  type CustomOptions,
  formatCounts,
  SanitizeError,
  sanitize,
} from '@hushlog/schema/sanitize'
import { MAX_EVENT_BYTES } from './batch.js'
import { type Capture, CLIENT_REPORT, type TrackedEvent } from './capture.js'
import { toCustom } from './custom.js'
import type { Host } from './host.js'
import type { DropReason } from './ledger.js'
import type { QueueEntry } from './queue.js'
import type { Warn } from './warn.js'

/** A queue entry, or the reason why there is none. */
export type Encoded =
  | QueueEntry
  | Extract<DropReason, 'invalid' | 'sanitize_failed' | 'too_large' | 'before_send'>

/**
 * Sees each event that would leave, already sanitized.
 *
 * @returns the event, changed or not, or nothing to keep it back
 */
export type BeforeSend = (event: Record<string, unknown>) => object | null | undefined

/** This is also the reason when the application's object throws. */
const FAILED = 'sanitize_failed'

type Fields = Record<string, unknown>

export interface EncoderOptions extends CustomOptions {
  readonly content?: ContentCapture
  /** Its result is sanitized again. When it throws, the event does not leave. */
  readonly beforeSend?: BeforeSend | undefined
}

/** @returns encodes an event; `customName` is the name of a `custom` event */
export function createEncoder(
  host: Host,
  capture: Capture,
  options: EncoderOptions,
  warn: Warn,
): (type: string, fields: object | undefined, customName?: string) => Encoded {
  const { fastPath } = host
  const { beforeSend } = options

  /** Returns an object of the sanitizer's own, which may be written to. */
  function sanitizeEvent(built: Fields): Fields {
    const { event, findings, removed, removedFields } = sanitize(built, options)
    if (!IS_SCRIPT) for (const { code, path } of removedFields) warn(`removed ${code} at ${path}`)
    const redactions = formatCounts(findings)
    // A key without a value would be one that the schema does not expect.
    Object.assign(
      event.context as Fields,
      redactions && { redactions },
      removed && { removed_fields: removed },
    )
    return event
  }

  /** Id, type and version are the client's. All else may be changed, and is sanitized again. */
  function approve(hook: BeforeSend, sanitized: Fields): Fields | undefined {
    const { id, event, schema_version, context } = sanitized
    const { redactions, removed_fields } = context as Fields
    try {
      const approved: { readonly context?: object } | null | undefined = hook(sanitized)
      if (!approved) return undefined
      // Findings from before the hook stay reported.
      const merged = { redactions, removed_fields, ...approved.context }
      return sanitizeEvent({ ...approved, id, event, schema_version, context: merged })
    } catch {
      warn('beforeSend failed')
      return undefined
    }
  }

  function slowPath(tracked: TrackedEvent): QueueEntry | undefined {
    const sanitized = sanitizeEvent(capture.buildEvent(tracked))
    const isHooked = beforeSend && tracked.type !== CLIENT_REPORT
    const leaving = isHooked ? approve(beforeSend, sanitized) : sanitized
    const json = IS_SCRIPT ? JSON.stringify(leaving) : leaving && encodeJson(leaving)
    return json ? { json, bytes: host.byteLength(json), at: tracked.envelope.at } : undefined
  }

  return (type, fields, customName) => {
    try {
      // A string would be spread into its characters.
      const own = typeof fields === 'object' ? fields : undefined
      const tracked: TrackedEvent = {
        type,
        fields: customName === undefined ? own : toCustom(customName, own),
        envelope: capture.createEnvelope(host.now(), type),
      }
      // A report is sent without being queued, so it takes the slow path.
      const entry = (!IS_SCRIPT && type !== CLIENT_REPORT && fastPath?.(tracked)) || slowPath(tracked)
      if (!entry) return 'before_send'
      if (entry.bytes <= MAX_EVENT_BYTES) return entry
      warn('dropped too_large')
      return 'too_large'
    } catch (error) {
      const { code = FAILED, message = FAILED } = error instanceof SanitizeError ? error : {}
      warn(`dropped ${message}`)
      return code === FAILED ? FAILED : 'invalid'
    }
  }
}
