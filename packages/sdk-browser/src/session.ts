/**
 * Keeps a random session id that all tabs of a site share. A session ends after 30 minutes without an event,
 * and after 24 hours at most. The tab that finds it ended starts the next one and reports both. The time of
 * the last event is stored at most once a minute and when the page is hidden, because each write wakes all
 * other tabs. Counts are stored when the application's call has returned, so that a burst of events is one write.
 *
 * A browser may show a tab what another one wrote only some milliseconds later. So each tab stores counts of its
 * own, under its own key; and tabs that find the same end at once start the same session, because the random
 * part of its id was stored with the session before.
 *
 * The id is a ULID, and also the id of the session's `session_end`: when the collector already wrote one for
 * a page that vanished, the page's own is a duplicate.
 */
import { DAY, MINUTE, SECOND } from '@hushlog/base'
import type { Scope } from '@hushlog/sdk-core'
import { attempt } from './attempt.js'
import { newId } from './ulid.js'

export const SESSION_KEY = 'hushlog_session'
/** Begins the key of a tab's counts; the session and the tab follow. */
const COUNTS_KEY = 'hushlog_counts'

/** Matches a `Session` as stored, its members joined by dots. */
const STORED = /^[0-7][\dA-Z]{25}(\.\d{1,15}){2}\.[\dA-Z]{16}$/
/** Digits of an id that are its time in steps of 17 minutes, and all digits of its time. */
const COARSE_TIME = 6
const TIME = 10
/** These limits are in milliseconds. */
const IDLE = 30 * MINUTE
const LONGEST = DAY
const WRITE_INTERVAL = MINUTE
const READ_INTERVAL = SECOND / 50

export interface SessionEnd {
  /** The time of the last event. */
  readonly ts: Date
  readonly duration_seconds: number
  readonly total_queries: number
  readonly total_uploads: number
  readonly chat_messages: number
  readonly end_reason: string
}

/**
 * Times are in milliseconds since the epoch. `lastSeen` is the time of the last event, as far as this tab
 * knows, and `next` the random part of the id of the session that follows.
 */
type Session = [id: string, start: number, lastSeen: number, next: string]

type Counts = [queries: number, uploads: number, responses: number]

/** Event types that are counted, in the order of `Counts`. */
const COUNTED = ['user_query', 'file_upload', 'agent_response']

/**
 * @param tab an id that no other tab has
 * @param onStart runs when a session starts; its id is the current one
 * @param onEnd runs when a session has ended; during the call its id is the current one again
 * @param isAllowed is asked each time whether the person agrees that something is stored. What was in memory
 *   only is stored when it is saved again.
 */
export function createSession(
  tab: string,
  onStart: () => void,
  onEnd: (totals: SessionEnd) => void,
  isAllowed: () => boolean,
  now = Date.now,
  createId = newId,
) {
  /** These are the times of the last event of this tab, of the last write, and of the last read. */
  let ownLastSeen = 0
  let writtenAt = 0
  let readAt = 0
  /** Holds the id of the event that reports a start or an end, while it is tracked. */
  let markId: string | undefined
  let knownId: string | undefined
  /** Counts the events of this tab in the session that it knows, by type. */
  let counts: Counts = [0, 0, 0]
  let countTimer: ReturnType<typeof setTimeout> | undefined
  /** Holds the session where the browser refuses storage (private windows, blocked cookies, a full quota). */
  let unstored: string | undefined

  function load(): Session | undefined {
    const text = `${unstored ?? (isAllowed() && attempt(() => localStorage[SESSION_KEY]))}`
    if (!STORED.test(text)) return undefined
    const [id, start, lastSeen, next] = text.split('.') as [string, string, string, string]
    return [id, Number(start), Math.max(Number(lastSeen), ownLastSeen), next]
  }

  function save(session: Session) {
    ownLastSeen = writtenAt = session[2]
    unstored = session.join('.')
    if (isAllowed())
      attempt(() => {
        localStorage[SESSION_KEY] = unstored
        unstored = undefined
      })
  }

  function know(id?: string) {
    if (knownId !== id) counts = [0, 0, 0]
    knownId = id
  }

  function storeCounts() {
    clearTimeout(countTimer)
    countTimer = undefined
    if (knownId && isAllowed())
      attempt(() => {
        localStorage[[COUNTS_KEY, knownId, tab].join(' ')] = counts
      })
  }

  /** Adds the counts of other tabs in the known session, and removes those of all sessions but the current one. */
  function addCounts(currentId?: string) {
    attempt(() => {
      for (const [key, stored] of Object.entries(localStorage)) {
        const [name, id, from] = key.split(' ')
        if (name !== COUNTS_KEY || id === currentId) continue
        delete localStorage[key]
        const others = stored.split(',')
        // Other scripts of the page can write to this storage.
        if (id === knownId && from !== tab)
          counts = counts.map((count, i) => count + (Number(others[i]) || 0)) as Counts
      }
    })
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

  /** @param currentId the id of the session that has started, if any */
  function reportEnd([id, start, lastSeen]: Session, end_reason: string, currentId?: string) {
    know(id)
    addCounts(currentId)
    const [queries, uploads, responses] = counts
    markId = id
    onEnd({
      ts: new Date(lastSeen),
      duration_seconds: Math.round((lastSeen - start) / SECOND),
      total_queries: queries,
      total_uploads: uploads,
      // A query is a chat message too.
      chat_messages: queries + responses,
      end_reason,
    })
    markId = undefined
  }

  function currentId(): string {
    const at = now()
    // Another tab may have ended the session: within a burst of events storage is asked once.
    if (knownId && (markId || Math.abs(at - readAt) < READ_INTERVAL)) return knownId
    readAt = at
    const session = load()
    const reason = session && endReason(session)
    if (session && !reason) {
      know(session[0])
      ownLastSeen = session[2] = at
      if (at - writtenAt >= WRITE_INTERVAL) save(session)
      return session[0]
    }
    /** All tabs make the same ids for what follows a session. */
    const idOf = (digits: string) =>
      session ? createId(at).slice(0, COARSE_TIME) + digits + session[3] : createId(at)
    const id = idOf('0000')
    save([id, at, at, createId(at).slice(TIME)])
    if (session && reason) reportEnd(session, reason, id)
    know(id)
    markId = idOf('0001')
    onStart()
    markId = undefined
    return id
  }

  function forget() {
    know()
    unstored = undefined
    attempt(() => delete localStorage[SESSION_KEY])
    addCounts()
  }

  return {
    currentId,
    /** Returns what the event that is captured now belongs to. */
    currentScope: (): Scope => ({ session_id: currentId(), markId }),
    /** Counts an event of the current session. */
    countEvent(type: string) {
      const index = COUNTED.indexOf(type)
      if (index < 0) return
      counts[index as 0]++
      countTimer ??= setTimeout(storeCounts)
    },
    /** Stores the time of the last event. Writing a value that is stored already wakes no other tab. */
    storeSession() {
      const session = load()
      if (session) save(session)
      storeCounts()
    },
    /** Ends the session; the next event starts another one. */
    endSession(reason: string) {
      const session = load()
      if (session) reportEnd(session, endReason(session) ?? reason)
      forget()
    },
    /** Ends the session without an event. */
    forgetSession: forget,
  }
}
