/**
 * What is known of a session, and how events add to it. Pure, and the same whatever order events come in and
 * however often: an event counts once by its id. Who stores sessions, and where, is not decided here.
 */

/** One session of one tenant. Lists are sorted, without repetition and bounded. */
export interface Session {
  readonly tenantId: string
  readonly sessionId: string
  readonly env: string
  /** The pseudonym of the latest event that has one. */
  readonly user: string | undefined
  /** Event time and id of that event. */
  readonly userAt: string
  readonly users: readonly string[]
  readonly modules: readonly string[]
  readonly paths: readonly string[]
  readonly assetTypes: readonly string[]
  readonly siteTokens: readonly string[]
  /** Event time of the first and the last event, epoch milliseconds. */
  readonly start: number
  readonly end: number
  readonly eventCount: number
  /** Values that found their list full, once per event. */
  readonly valuesLeftOut: number
  /** Time of receipt of the last that came, epoch milliseconds. */
  readonly lastReceived: number
  /** The latest reason to take it for ended, if there was one; events after it open it again. */
  readonly closing: Closing | undefined
  readonly counted: Counted
}

export interface Closing {
  /** Event time up to which it holds. */
  readonly at: number
  readonly reason: string
}

/** What was counted already. */
export interface Counted {
  /** Ids, 26 characters each, joined. Up to `MAX_IDS`. */
  readonly ids: string
  /** By log the last sequence counted: decides once there are more events than ids are kept. */
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
  /** Of a `session_end`. */
  readonly endReason: string | undefined
  readonly log: string
  readonly sequence: number
}

/** Values of one list. What a page shows; a crawler finds more, and is counted in `valuesLeftOut`. */
export const MAX_VALUES = 200
/** Pseudonyms of one session: one, two after a login; a device shared all day has dozens. */
export const MAX_USERS = 1_000
/** Ids kept with a session: 52 KB at most. Longer sessions are counted once by the place of events in the log. */
export const MAX_IDS = 2_000
/** Logs whose place is kept: one per collector that has written to the session. */
const MAX_LOGS = 16

const ID_LENGTH = 26

export const isClosed = ({ closing, end }: Session): boolean => closing !== undefined && closing.at >= end

/** Nothing came for so long that the session is over. */
export const closeIdle = (session: Session): Session =>
  isClosed(session) ? session : { ...session, closing: { at: session.end, reason: 'idle' } }

/** `known` itself when it had all of them; undefined when there is nothing to know. In the order of the log. */
export function addEvents(known: Session | undefined, events: readonly SessionEvent[]): Session | undefined {
  const ids = new Set(idsOf(known))
  let session = known
  for (const event of events) {
    if (isCounted(session, ids, event)) continue
    if (ids.size < MAX_IDS) ids.add(event.id)
    session = add(session, event)
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

function add(known: Session | undefined, event: SessionEvent): Session {
  const before = known ?? empty(event)
  const leftOut = { count: before.valuesLeftOut }
  const keep = (list: readonly string[], values: readonly (string | undefined)[], most = MAX_VALUES) =>
    union(list, values, most, leftOut)
  const at = userOrder(event)
  const knowsUser = event.user !== undefined && at > before.userAt
  const session: Session = {
    ...before,
    user: knowsUser ? event.user : before.user,
    userAt: knowsUser ? at : before.userAt,
    users: keep(before.users, [event.user], MAX_USERS),
    modules: keep(before.modules, [event.module]),
    paths: keep(before.paths, [event.path]),
    assetTypes: keep(before.assetTypes, event.assetTypes),
    siteTokens: keep(before.siteTokens, event.siteTokens),
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

/** Sorts as time does, and by id within a millisecond. */
const userOrder = ({ time, id }: SessionEvent): string => `${String(time).padStart(16, '0')}/${id}`

const closingOf = ({ endReason, time }: SessionEvent): Closing | undefined =>
  endReason === undefined ? undefined : { at: time, reason: endReason }

function later(one: Closing | undefined, other: Closing | undefined): Closing | undefined {
  if (one === undefined || other === undefined) return one ?? other
  if (one.at !== other.at) return one.at > other.at ? one : other
  // What a client said is more than that nothing more was heard.
  if (one.reason === 'idle' || other.reason === 'idle') return one.reason === 'idle' ? other : one
  return one.reason <= other.reason ? one : other
}

function union(
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
  // The one that moved is last, so that the longest unused is forgotten.
  const kept = Object.entries(others).slice(-(MAX_LOGS - 1))
  return Object.fromEntries([...kept, [log, Math.max(last, sequence)]])
}
