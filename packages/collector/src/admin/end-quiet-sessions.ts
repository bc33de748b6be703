/**
 * Ends sessions whose page just vanished: of a session that began here, of which nothing came for half an hour and whose
 * client told no end, one `session_end` is accepted like any other event.
 *
 * It is told once: what has an end in the store is left alone, whatever comes later, and the id follows from the session,
 * so that the log knows an end again that the store has not seen yet, or that the page tells after all. There is no state
 * beside log and store, and so nothing that a restart could lose.
 */
import { createHash } from 'node:crypto'
import { encodeTime } from 'ulid'
import { describeError } from '../runtime/describe-error.js'
import type { ReportStore } from '../sinks/report-store.js'
import { MOST, type QuietSession, readQuietSessions } from './quiet-sessions.js'

/** Milliseconds: no session is longer, and one that fell quiet before was ended before or never will be. */
const LONGEST = 24 * 3_600_000
/** Milliseconds between two looks, at most. */
const LOOK_EVERY = 60_000
/** Seconds that the store may be behind the log: what has come and is not seen yet would be taken for silence. */
const MAX_LAG = 30
/** Events that are accepted at once. */
const BATCH = 500

export interface SessionEndsOptions {
  readonly store: Pick<ReportStore, 'rows'>
  /** Of the store, behind the log. */
  readonly lagSeconds: () => number
  readonly tenants: () => readonly string[]
  /** Takes events as if a client had sent them. */
  readonly accept: (tenantId: string, events: readonly object[]) => Promise<void>
  readonly isErased: (tenantId: string, fields: Readonly<Record<string, unknown>>) => boolean
  /** Milliseconds. */
  readonly idle: number
  readonly now: () => number
  readonly logger: { warn(fields: Readonly<Record<string, unknown>>, message: string): void }
}

export interface SessionEnds {
  start(): void
  /** One look, for all tenants. Never rejects. */
  look(): Promise<void>
  /** Resolves when nothing is on its way any more. */
  stop(): Promise<void>
}

export function createSessionEnds(options: SessionEndsOptions): SessionEnds {
  const { store, idle, now } = options
  /** Up to which time of receipt a tenant's silence was looked at. */
  const lookedAt = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  async function lookAt(tenantId: string): Promise<void> {
    const to = now() - idle
    // Once more over the last look: an event may have been on its way into the store then.
    const from = (lookedAt.get(tenantId) ?? to - LONGEST) - LOOK_EVERY
    const found = await readQuietSessions(store, tenantId, { from, to, since: from - LONGEST })
    const ends = found
      .map((session) => endOf(tenantId, session))
      .filter((event) => !options.isErased(tenantId, event))
    for (let at = 0; at < ends.length; at += BATCH) await options.accept(tenantId, ends.slice(at, at + BATCH))
    if (found.length < MOST) lookedAt.set(tenantId, to)
  }

  async function lookAtAll(): Promise<void> {
    if (options.lagSeconds() > MAX_LAG) return
    for (const tenantId of options.tenants()) {
      try {
        await lookAt(tenantId)
      } catch (error) {
        options.logger.warn({ tenant: tenantId, ...describeError(error) }, 'quiet sessions are not ended yet')
      }
    }
  }

  const look = () => {
    looking ??= lookAtAll().finally(() => {
      looking = undefined
    })
    return looking
  }

  return {
    look,
    start() {
      const again = () => {
        timer = setInterval(look, Math.min(LOOK_EVERY, idle / 4))
        timer.unref()
      }
      // While the collector was away nothing could come: silence counts from now on.
      timer = setTimeout(again, idle)
      timer.unref()
    },
    async stop() {
      clearTimeout(timer)
      await looking
    },
  }
}

const endOf = (tenantId: string, session: QuietSession) => ({
  id: idOf(tenantId, session),
  event: 'session_end',
  ts: new Date(session.last).toISOString(),
  schema_version: 1,
  session_id: session.sessionId,
  context: { sdk: 'collector' },
  duration_seconds: Math.max(0, Math.round((session.last - session.start) / 1000)),
  total_queries: session.queries,
  total_uploads: session.uploads,
  chat_messages: session.messages,
  end_reason: 'idle',
})

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ULID = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/
const TIME_LENGTH = 10
const RANDOM_LENGTH = 16

/**
 * The browser's SDK names its sessions by ULIDs, and the end of one by the same. For other sessions a ULID: of the session's
 * start, and, where others are random, of who it is.
 */
function idOf(tenantId: string, { sessionId, start }: QuietSession): string {
  if (ULID.test(sessionId)) return sessionId
  const hash = createHash('sha256')
    .update(JSON.stringify(['session_end', tenantId, sessionId]))
    .digest()
  const random = Array.from(hash.subarray(0, RANDOM_LENGTH), (byte) => BASE32.charAt(byte & 31))
  return encodeTime(Math.max(0, start), TIME_LENGTH) + random.join('')
}
