/**
 * Builds events: says what the envelope holds, and joins it with what the application passed. Each property of the
 * application's object is read once, and none is written.
 */
import { IS_SCRIPT } from '@hushlog/base'
import type { Platform, Scope } from './platform.js'

const SCHEMA_VERSION = 1
/** The event in which a client reports what it dropped. It belongs to no person and no session. */
export const CLIENT_REPORT = 'client_report'

/** Holds what the client knows of an event. The application's own value of a field is preferred, except for the id. */
export interface Envelope extends Scope {
  /** Time of the capture, in milliseconds since the epoch; the event has it as `ts`. */
  readonly at: number
  /** Holds a pseudonym. */
  readonly user?: string | undefined
}

/** A call of `track` that has not become a queue entry yet. */
export interface TrackedEvent {
  readonly type: string
  /** Holds what the application passed, or a copy of it whose getters were read. */
  fields: object | undefined
  readonly envelope: Envelope
}

export interface Capture {
  /** The pseudonym that events have as `user` from now on. */
  user: string | undefined
  createEnvelope(at: number, type: string): Envelope
  /**
   * Builds the event that the slow path sanitizes.
   *
   * @throws what a getter of the fields throws
   */
  buildEvent(event: TrackedEvent): Record<string, unknown>
}

export function createCapture(platform: Platform): Capture {
  const capture: Capture = {
    user: undefined,
    createEnvelope(at, type) {
      if (type === CLIENT_REPORT) return { at }
      if (IS_SCRIPT) return { at, ...platform.currentScope(), user: capture.user }
      // Spreading the scope would take a tenth of the fast path's time in Node.
      const { markId, session_id, trace_id, ticket_id } = platform.currentScope()
      return { at, markId, session_id, trace_id, ticket_id, user: capture.user }
    },
    buildEvent({ type, fields, envelope }) {
      const { at, markId, ...defaults } = envelope
      const event: Record<string, unknown> = { ...fields }
      event.id = (/^session_/.test(type) && markId) || platform.newId(at)
      event.event = type
      event.ts ??= new Date(at)
      if (event.ts instanceof Date) event.ts = event.ts.toISOString()
      event.schema_version = SCHEMA_VERSION
      // A key without a value would be one that the schema does not expect.
      for (const [name, value] of Object.entries(defaults)) if (value) event[name] ??= value
      event.context = platform.buildContext(event.context)
      return event
    },
  }
  return capture
}
