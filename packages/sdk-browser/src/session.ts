/**
 * A random session id that all tabs of a site share. A session ends after 30 minutes without an event, and after 24 hours at
 * most; who finds that it has ended begins the next one and tells both, so that each is told once. The time of the last
 * event is written at most once a minute and when the page goes away, because every write wakes all other tabs.
 *
 * Its id is a ULID, and is also the id of the event that tells its end: when the collector has told that of a page that seemed
 * to have vanished, the page's own is a duplicate.
 */
import type { Scope } from '@hushlog/sdk-core'
import type { PageStorage } from './storage.js'

const KEY = 'hushlog_session'
/** `Known`, times in milliseconds since the epoch. */
const STORED = /^[0-7][\dA-Z]{25}(?:\.\d{1,15}){5}$/
/** Milliseconds. */
const IDLE = 30 * 60_000
const LONGEST = 24 * 60 * 60_000
const REFRESH = 60_000

export interface SessionEnd {
  readonly duration_seconds: number
  readonly total_queries: number
  readonly total_uploads: number
  readonly chat_messages: number
  readonly end_reason: string
}

export interface SessionHost {
  now(): number
  newId(now: number): string
  /** A session begins; its id is known. */
  started(): void
  /** One has ended, with its last event; within the call its id is the current one again. */
  ended(totals: SessionEnd, at: number): void
}

/** Times are of the first and, as far as this tab knows, of the last event. */
type Known = [id: string, from: number, seen: number, queries: number, uploads: number, responses: number]

/** What is counted, in the order of `Known`. */
const COUNTED = ['user_query', 'file_upload', 'agent_response']

export function createSession(storage: PageStorage, host: SessionHost) {
  /** Times of this tab's last event and of the last that it wrote. */
  let ownSeen = 0
  let written = 0
  let ending: string | undefined

  function read(): Known | undefined {
    const text = `${storage.load(KEY)}`
    if (!STORED.test(text)) return undefined
    const known = text.split('.').map((part, i) => (i > 0 ? Number(part) : part)) as unknown as Known
    known[2] = Math.max(known[2], ownSeen)
    return known
  }

  function write(known: Known) {
    ownSeen = written = known[2]
    storage.save(KEY, known.join('.'))
  }

  /** Why it is over, if it is. A clock that was set back is as far off as in the other direction. */
  function over([, from, seen]: Known): string | undefined {
    const at = host.now()
    if (Math.abs(at - seen) >= IDLE) return 'timeout'
    return at - from >= LONGEST ? 'max_duration' : undefined
  }

  function tellEnd([id, from, seen, queries, uploads, responses]: Known, end_reason: string) {
    ending = id
    host.ended(
      {
        duration_seconds: Math.round((seen - from) / 1000),
        total_queries: queries,
        total_uploads: uploads,
        // A query is a message too.
        chat_messages: queries + responses,
        end_reason,
      },
      seen,
    )
    ending = undefined
  }

  function current(): string {
    if (ending) return ending
    const at = host.now()
    const known = read()
    const reason = known && over(known)
    if (known && !reason) {
      ownSeen = known[2] = at
      if (at - written >= REFRESH) write(known)
      return known[0]
    }
    const id = host.newId(at)
    write([id, at, at, 0, 0, 0])
    if (known && reason) tellEnd(known, reason)
    host.started()
    return id
  }

  return {
    current,
    /** Of the event that is captured now. */
    scope: (): Scope => ({ session_id: current(), end_id: ending }),
    /** An event of the current session was taken. */
    count(event: string) {
      const at = COUNTED.indexOf(event) + 3
      const known = at > 2 && read()
      if (!known) return
      known.splice(at, 1, Number(known[at]) + 1)
      write(known)
    },
    /** The page may go away: others are to know of its last event. What is the same wakes nobody. */
    keep() {
      const known = read()
      if (known) write(known)
    },
    /** The next event begins another session. */
    end(reason: string) {
      const known = read()
      storage.forget(KEY)
      if (known) tellEnd(known, over(known) ?? reason)
    },
    /** Without a word. */
    forget: () => storage.forget(KEY),
  }
}
