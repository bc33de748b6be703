/**
 * Limits the events of pages by session and by address. A request over a limit is refused as a whole and nothing of it is
 * stored, so that the SDK sends it again later. Servers are limited by their key alone.
 */
import type { IncomingMessage } from 'node:http'
import type { LimitSettings } from '../config/config.js'
import type { ClientAddress } from '../http/client-address.js'
import { Problem, type ProblemCode } from '../http/problem.js'
import { type Cells, createRateTable, type RateTable } from '../runtime/rate-table.js'
import { type BatchItem, isUnchanged } from './read-batch.js'

export interface PageLimitsOptions {
  /** Undefined is no limit. */
  readonly limits: LimitSettings | undefined
  readonly clientAddress: ClientAddress
  /** Milliseconds on a clock that is never set back. */
  readonly elapsed?: (() => number) | undefined
}

/** Limits one request of a page. */
export interface PageLimit {
  /**
   * Counts the events when they are within the limits.
   *
   * @throws Problem `session_limited` or `address_limited`
   */
  count(items: readonly BatchItem[]): void
}

/**
 * Begins a request. Returns undefined for one that is not of a page.
 *
 * @throws Problem `address_limited` when not even one event is within the limits
 */
export type PageLimits = (request: IncomingMessage) => PageLimit | undefined

const SESSION = '"session_id":"'

/** @param last the session of the event before, which most events share: then this costs a comparison */
const sessionOf = (item: BatchItem, last: string | undefined): string | undefined => {
  if (isUnchanged(item)) {
    const { json } = item
    // A `session_id` further inside, which only an odd client sends, is taken for that of the event.
    const at = json.indexOf(SESSION)
    if (at === -1) return undefined
    const begin = at + SESSION.length
    if (last !== undefined && json.startsWith(last, begin) && json[begin + last.length] === '"') return last
    return json.slice(begin, json.indexOf('"', begin))
  }
  const { parsed } = item
  if (typeof parsed !== 'object' || parsed === null || !('session_id' in parsed)) return undefined
  return typeof parsed.session_id === 'string' ? parsed.session_id : undefined
}

const countBySession = (items: readonly BatchItem[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  let last: string | undefined
  let count = 0
  const add = () => {
    if (last !== undefined) counts.set(last, (counts.get(last) ?? 0) + count)
  }
  for (const item of items) {
    const session = sessionOf(item, last)
    if (session !== last) {
      add()
      last = session
      count = 0
    }
    count++
  }
  add()
  return counts
}

const refuse = (code: ProblemCode, seconds: number): never => {
  throw new Problem(code, { headers: { 'retry-after': String(seconds) } })
}

const check = (table: RateTable, cells: Cells, count: number, code: ProblemCode): void => {
  const seconds = table.secondsUntil(cells, count)
  if (seconds > 0) refuse(code, seconds)
}

export function createPageLimits({ limits, clientAddress, elapsed }: PageLimitsOptions): PageLimits {
  if (limits === undefined) return () => undefined
  const sessions = createRateTable(limits.session, elapsed)
  const addresses = createRateTable(limits.address, elapsed)
  return (request) => {
    if (request.headers.origin === undefined) return undefined
    const key = clientAddress(request)
    const address = key === undefined ? undefined : addresses.cellsOf(key)
    // This costs less than reading the body.
    if (address !== undefined) check(addresses, address, 1, 'address_limited')
    return {
      count(items) {
        if (address !== undefined) check(addresses, address, items.length, 'address_limited')
        const counted: [Cells, number][] = []
        for (const [session, count] of countBySession(items)) {
          const cells = sessions.cellsOf(session)
          check(sessions, cells, count, 'session_limited')
          counted.push([cells, count])
        }
        if (address !== undefined) addresses.add(address, items.length)
        for (const [cells, count] of counted) sessions.add(cells, count)
      },
    }
  }
}
