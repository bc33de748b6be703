/**
 * A random session id that all tabs of a site share. A session ends after 30 minutes without an event, and after 24 hours at
 * most; who finds that it has ended begins the next one and tells both, so that each is told once. The time of the last
 * event is written at most once a minute and when the page goes away, because every write wakes all other tabs.
 */
import type { PageStorage } from './storage.js'

const KEY = 'hushlog_session'
/** Id, times of the first and the last event (milliseconds since the epoch), and the totals. */
const STORED = /^([\w-]{1,64})\.(\d{1,15})\.(\d{1,15})\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/
/** Milliseconds. */
const IDLE = 30 * 60_000
const LONGEST = 24 * 60 * 60_000
const REFRESH = 60_000

/** In the order of the totals; an event may count in several. */
const COUNTED = [['user_query'], ['file_upload'], ['user_query', 'agent_response']] as const

export interface SessionEnd {
  readonly duration_seconds: number
  readonly total_queries: number
  readonly total_uploads: number
  readonly chat_messages: number
  readonly end_reason: string
}

export interface SessionHost {
  now(): number
  newId(): string
  /** A session begins; its id is known. */
  started(): void
  /** One has ended, with its last event; within the call its id is the current one again. */
  ended(totals: SessionEnd, at: number): void
}

interface Known {
  readonly id: string
  readonly from: number
  /** Time of the last event as it is written, and as this tab knows it. */
  readonly stored: number
  readonly seen: number
  readonly totals: readonly number[]
}

export function createSession(storage: PageStorage, host: SessionHost) {
  /** Of this tab: newer than what is written. */
  let mine = { id: '', seen: 0 }
  let ending: string | undefined

  function read(): Known | undefined {
    const [text, id = '', ...numbers] = STORED.exec(storage.load(KEY) ?? '') ?? []
    const [from = 0, stored = 0, ...totals] = numbers.map(Number)
    const seen = id === mine.id ? Math.max(stored, mine.seen) : stored
    return text === undefined ? undefined : { id, from, stored, seen, totals }
  }

  function write({ id, from, totals }: Pick<Known, 'id' | 'from' | 'totals'>, seen: number) {
    mine = { id, seen }
    storage.save(KEY, [id, from, seen, ...totals].join('.'))
  }

  /** Why it is over, if it is. A clock that was set back is as far off as in the other direction. */
  function over({ from, seen }: Known): string | undefined {
    const at = host.now()
    if (Math.abs(at - seen) >= IDLE) return 'timeout'
    return at - from >= LONGEST ? 'max_duration' : undefined
  }

  function tellEnd({ id, from, seen, totals }: Known, reason: string) {
    const [queries = 0, uploads = 0, messages = 0] = totals
    ending = id
    host.ended(
      {
        duration_seconds: Math.max(0, Math.round((seen - from) / 1000)),
        total_queries: queries,
        total_uploads: uploads,
        chat_messages: messages,
        end_reason: reason,
      },
      seen,
    )
    ending = undefined
  }

  return {
    current(): string {
      if (ending !== undefined) return ending
      const at = host.now()
      const known = read()
      const reason = known && over(known)
      if (known !== undefined && reason === undefined) {
        if (Math.abs(at - known.stored) >= REFRESH) write(known, at)
        mine = { id: known.id, seen: at }
        return known.id
      }
      const id = host.newId()
      write({ id, from: at, totals: [0, 0, 0] }, at)
      if (known !== undefined && reason !== undefined) tellEnd(known, reason)
      host.started()
      return id
    },
    /** An event of the current session was taken. */
    count(event: string) {
      const places: readonly (readonly string[])[] = COUNTED
      if (!places.some((names) => names.includes(event))) return
      const known = read()
      if (known === undefined) return
      const totals = known.totals.map((total, place) => total + (places[place]?.includes(event) ? 1 : 0))
      write({ ...known, totals }, known.seen)
    },
    /** The page may go away: others are to know of its last event. */
    keep() {
      const known = read()
      if (known !== undefined && known.seen > known.stored) write(known, known.seen)
    },
    /** The next event begins another session. */
    end(reason: string) {
      const known = read()
      storage.forget(KEY)
      if (known !== undefined) tellEnd(known, over(known) ?? reason)
    },
    /** Without a word. */
    forget: () => storage.forget(KEY),
  }
}
