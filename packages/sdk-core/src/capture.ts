/**
 * Builds the envelope: a new object with what the host passed, what the host's surroundings add and what only the client may
 * say (`id`, `event`, `schema_version`). Reads each property of the host's object once and never writes to it.
 */
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import { toCustom } from './custom.js'
import type { Platform, Scope } from './platform.js'
import { createUlid } from './ulid.js'

const SCHEMA_VERSION = 1
/** Speaks of the client, not of a person or a session. */
export const CLIENT_REPORT = 'client_report'
const NO_SCOPE: Scope = {}

export interface Capture {
  /** May throw what a getter of the host's object throws. */
  build(event: string, fields: object | undefined, customName?: string): Record<string, unknown>
  /** The pseudonym for `user` from now on. */
  user: string | undefined
}

export function createCapture(platform: Platform): Capture {
  const nextId = createUlid((length) => platform.randomBytes(length))
  let stampedAt = Number.NaN
  let stamp = ''

  /** Formatting a date costs more than the rest of the envelope, and events come in bursts. */
  function timestamp(now: number) {
    if (now !== stampedAt) {
      stamp = new Date(now).toISOString()
      stampedAt = now
    }
    return stamp
  }

  const capture: Capture = {
    user: undefined,
    build(event, fields, customName) {
      const scope = event === CLIENT_REPORT ? NO_SCOPE : platform.scope()
      const user = event === CLIENT_REPORT ? undefined : capture.user
      const now = platform.now()
      // A string would be spread letter by letter.
      const given = typeof fields === 'object' ? fields : undefined
      const own = customName === undefined ? given : toCustom(customName, given)
      const built: Record<string, unknown> = { id: '', event: '', ts: undefined, ...own }
      built.id = nextId(now)
      built.event = event
      built.ts = timeOf(built.ts) ?? timestamp(now)
      built.schema_version = SCHEMA_VERSION
      // Never a key without a value: it would be one that the schema does not expect.
      const { session_id, trace_id, ticket_id } = scope
      if (session_id !== undefined) built.session_id ??= session_id
      if (trace_id !== undefined) built.trace_id ??= trace_id
      if (ticket_id !== undefined) built.ticket_id ??= ticket_id
      if (user !== undefined) built.user ??= user
      built.context = merge(platform.context(), built.context)
      return built
    },
  }
  return capture
}

/** A host that exports what happened earlier may say when: a `Date`, or text that the schema judges. */
function timeOf(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

/** The host knows its pages better (a router's path), but not which SDK and which rules these are. */
function merge(context: Record<string, unknown>, own: unknown): Record<string, unknown> {
  const { sdk, sdk_version } = context
  const given = typeof own === 'object' && own !== null ? own : undefined
  return { ...context, ...given, sdk, sdk_version, rules: RULES_VERSION }
}
