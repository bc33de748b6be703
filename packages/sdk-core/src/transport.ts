/**
 * Sends what is queued, one request at a time, until it is stored or given up by name. Never changes an event or its id
 * between attempts, so that the collector can tell a repetition. Never sends faster because of a failure: after one, nothing
 * goes out before the back-off has passed, whoever calls.
 *
 * An event is in exactly one place: `queue` ⇄ `flying` → stored or dropped.
 */
import { readRejections } from './answer.js'
import { backoff, retryAfter } from './backoff.js'
import { ENVELOPE_BYTES, MAX_BYTES, MAX_EVENTS } from './batch.js'
import type { ClientReport } from './client-report.js'
import type { DropReason, LedgerBook } from './ledger.js'
import { BLOCKED, type Platform, type SendResponse } from './platform.js'
import type { Entry, Queue } from './queue.js'
import type { Spool } from './spool.js'
import type { Warn } from './warn.js'

export interface TransportOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Longest wait before a batch that is not full is sent, milliseconds. */
  readonly flushInterval: number
  /** Milliseconds (10 seconds). */
  readonly requestTimeout?: number | undefined
  /** Milliseconds after which an undelivered event is given up (7 days, less than the collector remembers ids). */
  readonly maxAge?: number | undefined
  /** Outlives the process; without one, what is not delivered is lost with it. */
  readonly spool?: Spool | undefined
}

export interface Transport {
  /** False: no room. */
  enter(entry: Entry): boolean
  /** Something may have to be sent; costs next to nothing when that is known already. */
  nudge(): void
  /** Resolves when what is pending now is settled, or after the time limit. */
  flush(timeoutMs: number): Promise<void>
  /** The page may go away: sends what fits into the budget (bytes of a body) beside what is in flight. */
  leave(budget: number): void
  /** Drops what waits, and what is in flight unless it turns out to be stored. */
  giveUp(reason: DropReason): void
  /** For good: a spool keeps what is left for the next process, unless the key is refused; what it cannot keep is given up. */
  end(reason: DropReason): Promise<void>
  /** Takes what an earlier process left, as long as there is room; answers how many. */
  adopt(left: readonly Entry[]): number
  unsettled(): number
  endedBy(): DropReason | undefined
}

const WEEK = 7 * 24 * 3600 * 1000
/** After a success requests may grow by this factor again: one odd event must not make them small for ever. */
const GROWTH = 1.05
/** This many refusals of whole requests in a row mean that it is not about single events. */
const MAX_REFUSALS = 20
/** A wait that nothing shortens. */
const BACK_OFF = -1
const NO_ANSWER: Partial<SendResponse> = {}

/** @param isAllowed by the person; until then all that comes waits */
export function createTransport(
  platform: Platform,
  { url, headers, flushInterval, requestTimeout: timeout = 10_000, maxAge = WEEK, spool }: TransportOptions,
  queue: Queue,
  ledger: LedgerBook,
  report: ClientReport,
  warn: Warn,
  isAllowed: () => boolean,
): Transport {
  const { waiting } = queue
  /** With the reason why they are given up, unless the answer says that they are stored. */
  const flying = new Map<readonly Entry[], DropReason | undefined>()
  /** Events that ever came, and those that have left for good. */
  let entered = 0
  let settled = 0
  /** What ends each flush that is under way, and how many events must be settled for it. */
  const flushes = new Map<() => void, number>()
  /** What came until then need not wait for the interval. */
  let urgentUntil = 0
  let busy = false
  let ended: DropReason | undefined
  /** What the timer was set to, milliseconds, or `BACK_OFF`. */
  let wait = Infinity
  let cancel: (() => void) | undefined
  let attempts = 0
  let refusals = 0
  /** Events in a request: fewer after one that was refused as a whole. */
  let most = MAX_EVENTS

  const isExpired = ({ at }: Entry) => at < platform.now() - maxAge
  const isHeld = () => ended || wait === BACK_OFF || !isAllowed()
  const isFull = () => waiting.length >= most || queue.heldBytes() >= MAX_BYTES
  const cutAll = () => queue.cut(Infinity, Infinity, 0)

  function enter(entry: Entry) {
    const hasRoom = queue.enter(entry)
    if (hasRoom) entered++
    return hasRoom
  }

  function arm(ms: number, kind: number) {
    disarm()
    wait = kind
    const run = () => {
      disarm()
      pump()
    }
    cancel = platform.setTimer(run, ms, false)
  }

  function disarm() {
    cancel?.()
    wait = Infinity
  }

  function nudge() {
    const ms = isFull() ? 0 : flushInterval
    if (ms < wait && !busy && !isHeld() && (waiting.length || report.due())) arm(ms, ms)
  }

  function settle(entries: readonly Entry[]) {
    queue.free(entries)
    settled += entries.length
    for (const [done, until] of flushes) if (settled >= until) done()
  }

  /** They need not come back, either. */
  function finish(entries: readonly Entry[]) {
    spool?.settle(entries)
    settle(entries)
  }

  function drop(entries: readonly Entry[], reason: DropReason) {
    ledger.drop(reason, entries.length)
    finish(entries)
  }

  function pump() {
    if (busy || isHeld()) return
    disarm()
    busy = send(MAX_BYTES, false)
  }

  /** After an attempt: goes on at once if there is reason to, else waits for the interval. */
  function next() {
    if (isFull() || settled < urgentUntil) pump()
    else nudge()
  }

  function send(budget: number, leaving: boolean): boolean {
    while (waiting[0] && isExpired(waiting[0])) drop(queue.cut(1, 0, 1), 'expired')
    // Not after a refusal: a report must not be the reason for the next.
    const attached = refusals ? undefined : report.next()
    const batch = queue.cut(attached ? most - 1 : most, budget - ENVELOPE_BYTES, leaving ? 0 : 1)
    const isSent = batch.length > 0 || attached !== undefined
    if (isSent) attempt(batch, attached, leaving).then(next, next)
    return isSent
  }

  async function attempt(batch: readonly Entry[], attached: Entry | undefined, leaving: boolean) {
    flying.set(batch, undefined)
    const body = queue.compose(attached ? [...batch, attached] : batch, platform.now())
    const answer = await platform.send({ url, headers, body, leaving, timeout }).catch(() => NO_ANSWER)
    if (!leaving) busy = false
    const givenUp = flying.get(batch)
    // After the end no answer counts.
    if (!flying.delete(batch)) return
    const { status } = answer
    if (status === 202) stored(batch, attached, answer.body)
    else if (givenUp) drop(batch, givenUp)
    else if (status === 400 || status === 413 || status === 415)
      refused(batch, attached, status === 413 ? 'too_large' : 'rejected')
    else {
      queue.putBack(batch)
      if (status === 401 || status === 403) end('unauthorized')
      else if (status === BLOCKED) end('blocked')
      else retry(answer)
    }
  }

  function stored(batch: readonly Entry[], attached: Entry | undefined, body: string | undefined) {
    const rejected = readRejections(body, batch)
    for (const reason of rejected.values()) warn(`rejected ${reason}`)
    ledger.drop('rejected', rejected.size)
    ledger.counts.delivered += batch.length - rejected.size
    if (attached) report.stored(attached)
    attempts = refusals = 0
    most = Math.min(MAX_EVENTS, Math.ceil(most * GROWTH))
    finish(batch)
  }

  /** As a whole: asked again with half of the events until the one is found that is to blame. */
  function refused(batch: readonly Entry[], attached: Entry | undefined, reason: 'too_large' | 'rejected') {
    refusals++
    if (attached) report.refused()
    else if (batch.length === 1 || refusals >= MAX_REFUSALS) {
      most = MAX_EVENTS
      warn(`rejected ${reason}`)
      return drop(batch, reason)
    } else most = Math.ceil(batch.length / 2)
    queue.putBack(batch)
    urgentUntil = entered
  }

  /** Any other status is a proxy's, a captive portal's or a mistake in deployment: events outlive it. */
  function retry({ status, retryAfter: header }: Partial<SendResponse>) {
    warn(`collector answered ${status ?? 'nothing'}, events wait`)
    arm(Math.max(retryAfter(header, platform.now()), backoff(++attempts, platform.random())), BACK_OFF)
  }

  async function end(reason: DropReason) {
    if (ended) return
    ended = reason
    if (reason !== 'shutdown') warn(`${reason}, stopped`)
    disarm()
    const left = [cutAll(), ...flying.keys()].flat()
    flying.clear()
    if (reason === 'unauthorized') spool?.settle(left)
    const kept = (await spool?.close(left)) ?? 0
    if (kept) ledger.counts.kept = kept
    ledger.drop(reason, left.length - kept)
    settle(left)
  }

  return {
    enter,
    nudge,
    flush: (timeoutMs) =>
      new Promise((resolve) => {
        const done = () => {
          flushes.delete(done)
          cancelWait()
          resolve()
        }
        const cancelWait = platform.setTimer(done, timeoutMs, true)
        urgentUntil = entered
        flushes.set(done, entered)
        pump()
        // There may be nothing to wait for.
        settle([])
      }),
    leave(budget) {
      if (!isHeld() && budget > ENVELOPE_BYTES) send(budget, true)
    },
    giveUp(reason) {
      drop(cutAll(), reason)
      for (const batch of flying.keys()) flying.set(batch, reason)
    },
    end,
    adopt(left) {
      let taken = 0
      for (const entry of left) {
        const isOld = isExpired(entry)
        if (ended || !isAllowed() || !(isOld || enter(entry))) break
        taken++
        if (!isOld) continue
        ledger.drop('expired', 1)
        spool?.settle([entry])
      }
      if (taken) ledger.counts.recovered = (ledger.counts.recovered ?? 0) + taken
      nudge()
      return taken
    },
    unsettled: () => entered - settled,
    endedBy: () => ended,
  }
}
