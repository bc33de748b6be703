/**
 * Summarizes sessions. The order of events does not matter, nor how often they come: an event counts once, by
 * its id.
 */

/** Summarizes a session of a tenant. Its lists are sorted and bounded, and hold each value once. */
export interface Session {
  readonly tenantId: string
  readonly sessionId: string
  readonly env: string
  /** The pseudonym of the latest event that has one. */
  readonly user: string | undefined
  /** The time and id of that event, as `userOrder` writes them. */
  readonly userAt: string
  readonly users: readonly string[]
  readonly modules: readonly string[]
  readonly paths: readonly string[]
  readonly assetTypes: readonly string[]
  readonly siteTokens: readonly string[]
  /** The first and the last event have these event times, in epoch milliseconds. */
  readonly start: number
  readonly end: number
  readonly eventCount: number
  /** Counts the values that found their list full, once per event. */
  readonly valuesLeftOut: number
  /** When the last event was received, in epoch milliseconds. */
  readonly lastReceived: number
  /** The latest reason for which the session counts as ended. Later events open it again. */
  readonly closing: Closing | undefined
  readonly counted: Counted
}

export interface Closing {
  /** The event time up to which it holds, in epoch milliseconds. */
  readonly at: number
  readonly reason: string
}

/** Remembers which events were counted. */
export interface Counted {
  /** Up to `MAX_IDS` ids of 26 characters each, joined. */
  readonly ids: string
  /**
   * The last sequence number that was counted, by log. It decides when there are more events than ids are
   * kept.
   */
  readonly upTo: Readonly<Record<string, number>>
}

export interface SessionEvent {
  readonly id: string
  readonly tenantId: string
  readonly sessionId: string
  readonly env: string
  readonly time: number
  readonly receivedAt: number
  readonly user: string | undefined
  readonly module: string | undefined
  readonly path: string | undefined
  readonly assetTypes: readonly string[]
  readonly siteTokens: readonly string[]
  /** The reason that a `session_end` gives. */
  readonly endReason: string | undefined
  readonly log: string
  readonly sequence: number
}

/**
 * A list holds at most this many values. A person causes fewer; a crawler causes more, which `valuesLeftOut`
 * counts.
 */
export const MAX_VALUES = 200
/**
 * A session keeps this many pseudonyms. It has one, or two after a login; on a device shared all day it has
 * dozens.
 */
export const MAX_USERS = 1_000
/**
 * A session keeps this many ids, 52 KB. Events of longer sessions are counted once by their sequence numbers.
 */
export const MAX_IDS = 2_000
/** A session keeps sequence numbers of this many logs. Each collector that has written to it has one. */
const MAX_LOGS = 16

const ID_LENGTH = 26

export const isClosed = ({ closing, end }: Session): boolean => closing !== undefined && closing.at >= end

/** Closes a session of which nothing came for long. */
export const closeIdle = (session: Session): Session =>
  isClosed(session) ? session : { ...session, closing: { at: session.end, reason: 'idle' } }

/**
 * Adds events to a session.
 *
 * @param events in the order of the log
 * @returns `known` itself when it had all of them; undefined when there is neither a session nor an event
 */
export function addEvents(known: Session | undefined, events: readonly SessionEvent[]): Session | undefined {
  const ids = new Set(idsOf(known))
  let session = known
  for (const event of events) {
    if (isCounted(session, ids, event)) continue
    if (ids.size < MAX_IDS) ids.add(event.id)
    session = addEvent(session, event)
  }
  if (session === undefined || session === known) return session
  return { ...session, counted: { ...session.counted, ids: [...ids].join('') } }
}

function idsOf(session: Session | undefined): readonly string[] {
  const ids = session?.counted.ids ?? ''
  return Array.from({ length: ids.length / ID_LENGTH }, (_, i) =>
    ids.slice(i * ID_LENGTH, (i + 1) * ID_LENGTH),
  )
}

function isCounted(session: Session | undefined, ids: ReadonlySet<string>, event: SessionEvent): boolean {
  if (session === undefined) return false
  if (ids.has(event.id)) return true
  return ids.size >= MAX_IDS && (session.counted.upTo[event.log] ?? 0) >= event.sequence
}

function addEvent(known: Session | undefined, event: SessionEvent): Session {
  const before = known ?? empty(event)
  const leftOut = { count: before.valuesLeftOut }
  const add = (list: readonly string[], values: readonly (string | undefined)[], most = MAX_VALUES) =>
    addValues(list, values, most, leftOut)
  const at = userOrder(event)
  const knowsUser = event.user !== undefined && at > before.userAt
  const session: Session = {
    ...before,
    user: knowsUser ? event.user : before.user,
    userAt: knowsUser ? at : before.userAt,
    users: add(before.users, [event.user], MAX_USERS),
    modules: add(before.modules, [event.module]),
    paths: add(before.paths, [event.path]),
    assetTypes: add(before.assetTypes, event.assetTypes),
    siteTokens: add(before.siteTokens, event.siteTokens),
    start: Math.min(before.start, event.time),
    end: Math.max(before.end, event.time),
    eventCount: before.eventCount + 1,
    lastReceived: Math.max(before.lastReceived, event.receivedAt),
    closing: later(before.closing, closingOf(event)),
    counted: { ...before.counted, upTo: advance(before.counted.upTo, event) },
  }
  return { ...session, valuesLeftOut: leftOut.count }
}

const empty = (event: SessionEvent): Session => ({
  tenantId: event.tenantId,
  sessionId: event.sessionId,
  env: event.env,
  user: undefined,
  userAt: '',
  users: [],
  modules: [],
  paths: [],
  assetTypes: [],
  siteTokens: [],
  start: event.time,
  end: event.time,
  eventCount: 0,
  valuesLeftOut: 0,
  lastReceived: event.receivedAt,
  closing: undefined,
  counted: { ids: '', upTo: {} },
})

/** Makes a text that sorts by time, and by id within a millisecond. */
const userOrder = ({ time, id }: SessionEvent): string => `${String(time).padStart(16, '0')}/${id}`

const closingOf = ({ endReason, time }: SessionEvent): Closing | undefined =>
  endReason === undefined ? undefined : { at: time, reason: endReason }

function later(one: Closing | undefined, other: Closing | undefined): Closing | undefined {
  if (one === undefined || other === undefined) return one ?? other
  if (one.at !== other.at) return one.at > other.at ? one : other
  // A reason that a client gave counts more than silence.
  if (one.reason === 'idle' || other.reason === 'idle') return one.reason === 'idle' ? other : one
  return one.reason <= other.reason ? one : other
}

function addValues(
  list: readonly string[],
  values: readonly (string | undefined)[],
  most: number,
  leftOut: { count: number },
): readonly string[] {
  let merged = list
  for (const value of new Set(values)) {
    if (value === undefined || merged.includes(value)) continue
    if (merged.length < most) merged = [...merged, value].sort()
    else leftOut.count++
  }
  return merged
}

function advance(upTo: Counted['upTo'], { log, sequence }: SessionEvent): Counted['upTo'] {
  const { [log]: last = 0, ...others } = upTo
  // The log that moved is last, so that the one unused for longest is dropped.
  const kept = Object.entries(others).slice(-(MAX_LOGS - 1))
  return Object.fromEntries([...kept, [log, Math.max(last, sequence)]])
}
