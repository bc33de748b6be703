/**
 * Ends sessions whose page just vanished. A session that began here, of which nothing came for half an hour
 * and whose client sent no end, gets one `session_end` that is accepted like any other event.
 *
 * A session gets one such end at most: a session that has an end in the store is left alone, whatever comes
 * later. The id of the end follows from the session, so that the log recognizes an end that the store has not
 * seen yet, or that the page sends after all. There is no state besides log and store, and so nothing that a
 * restart could lose.
 */

import { createHash } from 'node:crypto'
import { CROCKFORD_BASE32, DAY, MINUTE } from '@hushlog/base'
import { encodeTime } from 'ulid'
import { describeError } from '../runtime/describe-error.js'
import type { Logger } from '../runtime/logger.js'
import type { Job, Scheduler } from '../runtime/scheduler.js'
import type { ReportStore } from '../sinks/report-store.js'
import { MAX_QUIET_SESSIONS, type QuietSession, readQuietSessions } from './quiet-sessions.js'

/** No session is longer, in milliseconds. One that fell quiet earlier was ended before or never will be. */
const LONGEST_SESSION = DAY
/** Checks are at most this many milliseconds apart. */
const CHECK_INTERVAL = MINUTE
/**
 * Seconds that the store may lag behind the log: events that the store has not seen would be taken for
 * silence.
 */
const MAX_LAG = 30
/** Events that are accepted together. */
const BATCH = 500

export interface SessionEndsOptions {
  readonly store: Pick<ReportStore, 'rows'>
  /** Returns how far the store lags behind the log, in seconds. */
  readonly lagSeconds: () => number
  /** Returns the ids of the tenants. */
  readonly tenants: () => readonly string[]
  /** Takes events as if a client had sent them. */
  readonly accept: (tenantId: string, events: readonly object[]) => Promise<void>
  readonly isErased: (tenantId: string, fields: Readonly<Record<string, unknown>>) => boolean
  /** Milliseconds without an event after which a session is ended. */
  readonly idle: number
  readonly scheduler: Scheduler
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
  readonly logger: Pick<Logger, 'warn'>
}

export interface SessionEnds {
  start(): void
  /** Ends the sessions of all tenants that are quiet now. It never rejects. */
  check(): Promise<void>
  /** Resolves when no end is under way any more. */
  stop(): Promise<void>
}

export function createSessionEnds(options: SessionEndsOptions): SessionEnds {
  const { store, scheduler, idle, now } = options
  /** The time of receipt, in milliseconds since the epoch, up to which a tenant's sessions were checked. */
  const checkedUpTo = new Map<string, number>()
  let job: Job | undefined

  async function endSessionsOf(tenantId: string): Promise<void> {
    const to = now() - idle
    // It overlaps with the last check: an event may have been on its way into the store then.
    const from = (checkedUpTo.get(tenantId) ?? to - LONGEST_SESSION) - CHECK_INTERVAL
    const found = await readQuietSessions(store, tenantId, { from, to, since: from - LONGEST_SESSION })
    const ends = found
      .map((session) => endOf(tenantId, session))
      .filter((event) => !options.isErased(tenantId, event))
    for (let at = 0; at < ends.length; at += BATCH) await options.accept(tenantId, ends.slice(at, at + BATCH))
    if (found.length < MAX_QUIET_SESSIONS) checkedUpTo.set(tenantId, to)
  }

  async function check(): Promise<void> {
    if (options.lagSeconds() > MAX_LAG) return
    for (const tenantId of options.tenants()) {
      try {
        await endSessionsOf(tenantId)
      } catch (error) {
        options.logger.warn({ tenant: tenantId, ...describeError(error) }, 'quiet sessions are not ended yet')
      }
    }
  }

  return {
    check,
    start() {
      const every = Math.min(CHECK_INTERVAL, idle / 4)
      // While the collector was off nothing could come: silence counts from now on.
      job = scheduler.schedule({ name: 'session ends', first: idle + every, every, run: check })
    },
    async stop() {
      await job?.stop()
    },
  }
}

const endOf = (tenantId: string, session: QuietSession) => ({
  id: endId(tenantId, session),
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

const ULID = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/
const TIME_LENGTH = 10
const RANDOM_LENGTH = 16

/**
 * The browser's SDK names its sessions by ULIDs, and the end of a session by the same ULID. The end of any
 * other session gets a ULID of the time of its start, with a hash of tenant and session in place of the
 * random part.
 */
function endId(tenantId: string, { sessionId, start }: QuietSession): string {
  if (ULID.test(sessionId)) return sessionId
  const hash = createHash('sha256')
    .update(JSON.stringify(['session_end', tenantId, sessionId]))
    .digest()
  const random = Array.from(hash.subarray(0, RANDOM_LENGTH), (byte) => CROCKFORD_BASE32.charAt(byte & 31))
  return encodeTime(Math.max(0, start), TIME_LENGTH) + random.join('')
}
