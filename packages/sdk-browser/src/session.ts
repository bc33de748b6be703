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
/** Id, times of the first and the last event (milliseconds since the epoch), and the totals. */
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

interface Known {
  readonly id: string
  /** Times of the first and, as far as this tab knows, of the last event. */
  readonly from: number
  readonly seen: number
  /** Queries, uploads, messages. */
  readonly totals: readonly number[]
}

/** What an event adds to the totals: a query is a message too. */
const COUNTED = new Map([
  ['user_query', [1, 0, 1]],
  ['file_upload', [0, 1, 0]],
  ['agent_response', [0, 0, 1]],
])

export function createSession(storage: PageStorage, host: SessionHost) {
  /** Times of this tab's last event and of the last that it wrote. */
  let ownSeen = 0
  let written = 0
  let ending: string | undefined

  function read(): Known | undefined {
    const text = storage.load(KEY) ?? ''
    if (!STORED.test(text)) return undefined
    const [id = '', ...numbers] = text.split('.')
    const [from = 0, stored = 0, ...totals] = numbers.map(Number)
    return { id, from, seen: Math.max(stored, ownSeen), totals }
  }

  function write({ id, from, seen, totals }: Known) {
    ownSeen = written = seen
    storage.save(KEY, [id, from, seen, ...totals].join('.'))
  }

  /** Why it is over, if it is. A clock that was set back is as far off as in the other direction. */
  function over({ from, seen }: Known): string | undefined {
    const at = host.now()
    if (Math.abs(at - seen) >= IDLE) return 'timeout'
    return at - from >= LONGEST ? 'max_duration' : undefined
  }

  function tellEnd({ id, from, seen, totals }: Known, end_reason: string) {
    const [total_queries = 0, total_uploads = 0, chat_messages = 0] = totals
    const duration_seconds = Math.round((seen - from) / 1000)
    ending = id
    host.ended({ duration_seconds, total_queries, total_uploads, chat_messages, end_reason }, seen)
    ending = undefined
  }

  function current(): string {
    if (ending) return ending
    const at = host.now()
    const known = read()
    const reason = known && over(known)
    if (known && !reason) {
      ownSeen = at
      if (at - written >= REFRESH) write({ ...known, seen: at })
      return known.id
    }
    const id = host.newId(at)
    write({ id, from: at, seen: at, totals: [0, 0, 0] })
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
      const added = COUNTED.get(event)
      const known = added && read()
      if (known) write({ ...known, totals: known.totals.map((total, at) => total + (added[at] ?? 0)) })
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
