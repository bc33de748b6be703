/**
 * Keeps a random session id that all tabs of a site share. A session ends after 30 minutes without an event,
 * and after 24 hours at most. The tab that finds it ended starts the next one and reports both. The time of
 * the last event is stored at most once a minute and when the page is hidden, because each write wakes all
 * other tabs. Counts are stored when the application's call has returned, so that a burst of events is one write.
 *
 * The id is a ULID, and also the id of the session's `session_end`: when the collector already wrote one for
 * a page that vanished, the page's own is a duplicate.
 */
import { DAY, MINUTE, SECOND } from '@hushlog/base'
import type { Scope } from '@hushlog/sdk-core'
import type { PageStorage } from './storage.js'
import { newId } from './ulid.js'

export const SESSION_KEY = 'hushlog_session'

/** Matches a `Session` as stored, its members joined by dots. */
const STORED = /^[0-7][\dA-Z]{25}(?:\.\d{1,15}){5}$/
/** These limits are in milliseconds. */
const IDLE = 30 * MINUTE
const LONGEST = DAY
const WRITE_INTERVAL = MINUTE
const READ_INTERVAL = SECOND / 50

export interface SessionEnd {
  readonly duration_seconds: number
  readonly total_queries: number
  readonly total_uploads: number
  readonly chat_messages: number
  readonly end_reason: string
}

/**
 * Times are in milliseconds since the epoch. `lastSeen` is the time of the last event, as far as this tab
 * knows.
 */
type Session = [
  id: string,
  start: number,
  lastSeen: number,
  queries: number,
  uploads: number,
  responses: number,
]

/** Event types whose counts a `Session` has, in its order. */
const COUNTED = ['user_query', 'file_upload', 'agent_response']

/**
 * @param onStart runs when a session starts; its id is the current one
 * @param onEnd runs when a session has ended, with the time of its last event; during the call its id is the
 *   current one again
 */
export function createSession(
  storage: PageStorage,
  onStart: () => void,
  onEnd: (totals: SessionEnd, at: number) => void,
  now = Date.now,
  createId = newId,
) {
  /** These are the times of the last event of this tab, of the last write, and of the last read. */
  let ownLastSeen = 0
  let writtenAt = 0
  let readAt = 0
  let endingId: string | undefined
  /** Holds an index into the session for each event that this tab has counted and not stored yet. */
  let uncounted: number[] = []
  let knownId: string | undefined
  let countTimer: ReturnType<typeof setTimeout> | undefined

  function load(): Session | undefined {
    const text = `${storage.loadText()}`
    if (!STORED.test(text)) return undefined
    const session = text.split('.').map((part, i) => (i > 0 ? Number(part) : part)) as unknown as Session
    session[2] = Math.max(session[2], ownLastSeen)
    // Another tab may have ended the session that was counted for.
    if (session[0] === knownId) for (const i of uncounted) session[i as 3 | 4 | 5]++
    return session
  }

  function save(session: Session) {
    ownLastSeen = writtenAt = session[2]
    knownId = session[0]
    uncounted = []
    storage.saveText(session.join('.'))
  }

  function store() {
    clearTimeout(countTimer)
    countTimer = undefined
    const session = load()
    if (session) save(session)
  }

  /**
   * @returns why the session is over, if it is. A clock that was set back is as wrong as one that was set
   * forward.
   */
  function endReason([, start, lastSeen]: Session): string | undefined {
    const at = now()
    if (Math.abs(at - lastSeen) >= IDLE) return 'timeout'
    return at - start >= LONGEST ? 'max_duration' : undefined
  }

  function reportEnd([id, start, lastSeen, queries, uploads, responses]: Session, end_reason: string) {
    endingId = id
    onEnd(
      {
        duration_seconds: Math.round((lastSeen - start) / SECOND),
        total_queries: queries,
        total_uploads: uploads,
        // A query is a chat message too.
        chat_messages: queries + responses,
        end_reason,
      },
      lastSeen,
    )
    endingId = undefined
  }

  function currentId(): string {
    if (endingId) return endingId
    const at = now()
    // Another tab may have ended the session: within a burst of events storage is asked once.
    if (knownId && Math.abs(at - readAt) < READ_INTERVAL) return knownId
    readAt = at
    const session = load()
    const reason = session && endReason(session)
    if (session && !reason) {
      if (knownId !== session[0]) uncounted = []
      knownId = session[0]
      ownLastSeen = session[2] = at
      if (at - writtenAt >= WRITE_INTERVAL) save(session)
      return session[0]
    }
    const id = createId(at)
    save([id, at, at, 0, 0, 0])
    if (session && reason) reportEnd(session, reason)
    onStart()
    return id
  }

  function forget() {
    knownId = undefined
    storage.removeText()
  }

  return {
    currentId,
    /** Returns what the event that is captured now belongs to. */
    currentScope: (): Scope => ({ session_id: currentId(), end_id: endingId }),
    /** Counts an event of the current session. */
    countEvent(type: string) {
      const index = COUNTED.indexOf(type) + 3
      if (index < 3) return
      uncounted.push(index)
      countTimer ??= setTimeout(store)
    },
    /** Stores the time of the last event. Writing a value that is stored already wakes no other tab. */
    storeSession: store,
    /** Ends the session; the next event starts another one. */
    endSession(reason: string) {
      const session = load()
      forget()
      if (session) reportEnd(session, endReason(session) ?? reason)
    },
    /** Ends the session without an event. */
    forgetSession: forget,
  }
}
