/**
 * Builds the envelope: a new object with what the host passed, what the host's surroundings add and what only the client may
 * say (`id`, `event`, `schema_version`). Reads each property of the host's object once and never writes to it.
 */
import type { Platform, Scope } from './platform.js'

const SCHEMA_VERSION = 1
/** Speaks of the client, not of a person or a session. */
export const CLIENT_REPORT = 'client_report'

interface Around extends Scope {
  readonly user?: string | undefined
}

export interface Capture {
  /** May throw what a getter of the host's object throws. */
  build(now: number, event: string, given: object | undefined): Record<string, unknown>
  /** The pseudonym for `user` from now on. */
  user: string | undefined
}

export function createCapture(platform: Platform): Capture {
  const capture: Capture = {
    user: undefined,
    build(now, event, given) {
      const { end_id, ...around }: Around =
        event === CLIENT_REPORT ? {} : { ...platform.scope(), user: capture.user }
      const built: Record<string, unknown> = { ...given }
      built.id = (event === 'session_end' && end_id) || platform.newId(now)
      built.event = event
      // A host that exports what happened earlier may say when: a `Date`, or text that the schema judges.
      built.ts ??= new Date(now)
      if (built.ts instanceof Date) built.ts = built.ts.toISOString()
      built.schema_version = SCHEMA_VERSION
      // Never a key without a value: it would be one that the schema does not expect.
      for (const [name, value] of Object.entries(around)) if (value) built[name] ??= value
      built.context = platform.context(built.context)
      return built
    },
  }
  return capture
}
