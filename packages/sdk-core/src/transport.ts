/**
 * Sends what is queued, one request at a time, until it is stored or given up by name. Never changes an event or its id
 * between attempts, so that the collector can tell a repetition. Never sends faster because of a failure: after one, nothing
 * goes out before the back-off has passed, whoever calls.
 *
 * An event is in exactly one place: `queue` ⇄ `flying` → stored or dropped.
 */
import { readRejections } from './answer.js'
import { backoff, retryAfter } from './backoff.js'
import { compose, ENVELOPE_BYTES, MAX_BYTES, MAX_EVENTS } from './batch.js'
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
  /** Something may have to be sent; costs next to nothing when that is known already. */
  nudge(): void
  /** Resolves when what is pending now is settled, or after the time limit. */
  flush(timeoutMs: number): Promise<void>
  /** The page may go away: sends what fits into the budget (bytes of a body) beside what is in flight. */
  leave(budget: number): void
  /**
   * Sends nothing until `goOn`, and keeps what waits; or, with a reason, gives it up, and what is in flight unless it turns out
   * to be stored.
   */
  halt(reason?: DropReason): void
  goOn(): void
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

/** What the timer waits for. */
const NOTHING = 0
const INTERVAL = 1
/** It runs at once: there is nothing to hurry. */
const AT_ONCE = 2
/** After a failure: nothing goes out before it has run. */
const BACK_OFF = 3

export function createTransport(
  platform: Platform,
  { url, headers, flushInterval, requestTimeout: timeout = 10_000, maxAge = WEEK, spool }: TransportOptions,
  queue: Queue,
  ledger: LedgerBook,
  report: ClientReport,
  warn: Warn,
): Transport {
  const { waiting } = queue
  /** With the reason why they are given up, unless the answer says that they are stored. */
  const flying = new Map<readonly Entry[], DropReason | undefined>()
  const waiters = new Set<() => void>()
  let busy = false
  let ended: DropReason | undefined
  let halted = false
  let timer = NOTHING
  let cancel: (() => void) | undefined
  let attempts = 0
  let refusals = 0
  /** Events in a request: fewer after one that was refused as a whole. */
  let most = MAX_EVENTS
  /** Events that left the queue for good; `flush` waits for a value of it. */
  let settled = 0
  let urgentUntil = 0

  const now = () => platform.now()
  const isHeld = () => busy || ended || halted || timer === BACK_OFF
  const isFull = () => waiting.length >= most || queue.heldBytes() >= MAX_BYTES

  function unsettled() {
    let count = waiting.length
    for (const batch of flying.keys()) count += batch.length
    return count
  }

  /** What is there now need not wait for the interval. */
  function urge() {
    urgentUntil = settled + unsettled()
    return urgentUntil
  }

  function arm(ms: number, kind: number) {
    disarm()
    timer = kind
    const run = () => {
      disarm()
      pump()
    }
    cancel = platform.setTimer(run, ms, false)
  }

  function disarm() {
    cancel?.()
    timer = NOTHING
  }

  function nudge() {
    if (timer >= AT_ONCE || isHeld()) return
    if (isFull()) arm(0, AT_ONCE)
    else if (timer === NOTHING) arm(flushInterval, INTERVAL)
  }

  /** They have left the queue for good. */
  function settle(entries: readonly Entry[]) {
    queue.free(entries)
    settled += entries.length
    for (const check of waiters) check()
  }

  function drop(entries: readonly Entry[], reason: DropReason) {
    ledger.drop(reason, entries.length)
    spool?.settle(entries)
    settle(entries)
  }

  const cutAll = () => queue.cut(Infinity, Infinity, 0)

  function pump() {
    if (isHeld()) return
    disarm()
    busy = send(MAX_BYTES, false)
  }

  /** After an attempt: goes on at once if there is reason to, else waits for the interval. */
  function next() {
    if (isFull() || (settled < urgentUntil && waiting.length)) pump()
    else if (waiting.length || report.due()) nudge()
  }

  function send(budget: number, leaving: boolean): boolean {
    for (let old = waiting[0]; old && old.at < now() - maxAge; old = waiting[0])
      drop(queue.cut(1, 0, 1), 'expired')
    // Not after a refusal: a report must not be the reason for the next.
    const attached = refusals ? undefined : report.next()
    const batch = queue.cut(attached ? most - 1 : most, budget - ENVELOPE_BYTES, leaving ? 0 : 1)
    const isSent = batch.length > 0 || attached !== undefined
    if (isSent) attempt(batch, attached, leaving).then(next, next)
    return isSent
  }

  async function attempt(batch: readonly Entry[], attached: Entry | undefined, leaving: boolean) {
    flying.set(batch, undefined)
    let answer: Partial<SendResponse> = {}
    try {
      const body = compose(attached ? [...batch, attached] : batch, now())
      answer = await platform.send({ url, headers, body, leaving, timeout })
    } catch {
      warn('collector unreachable, events wait')
    }
    if (!leaving) busy = false
    const givenUp = flying.get(batch)
    if (flying.delete(batch)) land(batch, attached, answer, givenUp)
  }

  function land(
    batch: readonly Entry[],
    attached: Entry | undefined,
    { status, body = '', retryAfter: header }: Partial<SendResponse>,
    givenUp: DropReason | undefined,
  ) {
    if (status === 202) {
      const rejected = readRejections(body, batch.length)
      for (const reason of rejected.values()) warn(`rejected ${reason}`)
      ledger.drop('rejected', rejected.size)
      ledger.delivered(batch.length - rejected.size)
      if (attached) report.stored(attached)
      spool?.settle(batch)
      attempts = refusals = 0
      most = Math.min(MAX_EVENTS, Math.ceil(most * GROWTH))
      return settle(batch)
    }
    if (givenUp) return drop(batch, givenUp)
    if (status === 401 || status === 403) {
      warn('unauthorized, stopped')
      drop(batch, 'unauthorized')
      return end('unauthorized')
    }
    if (status === 400 || status === 413 || status === 415)
      return refused(batch, attached, status === 413 ? 'too_large' : 'rejected')
    if (status === BLOCKED) {
      warn('requests are blocked, stopped')
      queue.putBack(batch)
      return end('blocked')
    }
    // Another status is a proxy's, a captive portal's or a mistake in deployment: events outlive it.
    if (status !== undefined) warn(`collector answered ${status}, events wait`)
    queue.putBack(batch)
    const [high = 0, low = 0] = platform.randomBytes(2)
    const share = (high * 256 + low) / 65_535
    arm(Math.max(retryAfter(header, now()), backoff(++attempts, share)), BACK_OFF)
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
    urge()
  }

  async function end(reason: DropReason) {
    if (ended) return
    ended = reason
    disarm()
    const left = [cutAll(), ...flying.keys()].flat()
    flying.clear()
    if (reason === 'unauthorized' || !spool) {
      drop(left, reason)
      await spool?.close([])
      return
    }
    // Still pending, but no answer counts any more.
    flying.set(left, undefined)
    const kept = await spool.close(left)
    flying.clear()
    ledger.kept(kept)
    ledger.drop(reason, left.length - kept)
    settle(left)
  }

  return {
    nudge,
    flush: (timeoutMs) =>
      new Promise((resolve) => {
        const until = urge()
        const done = () => {
          waiters.delete(check)
          cancelWait()
          resolve()
        }
        const check = () => {
          if (settled >= until) done()
        }
        const cancelWait = platform.setTimer(done, timeoutMs, true)
        waiters.add(check)
        pump()
        check()
      }),
    leave(budget) {
      if (!ended && !halted && timer !== BACK_OFF && budget > ENVELOPE_BYTES) send(budget, true)
    },
    halt(reason) {
      halted = true
      disarm()
      if (!reason) return
      drop(cutAll(), reason)
      for (const batch of flying.keys()) flying.set(batch, reason)
    },
    goOn() {
      halted = false
    },
    end,
    adopt(left) {
      let taken = 0
      for (const entry of left) {
        const expired = entry.at < now() - maxAge
        if (ended || halted || (!expired && !queue.enter(entry))) break
        ledger.recovered(1)
        taken++
        if (!expired) continue
        ledger.drop('expired', 1)
        spool?.settle([entry])
      }
      nudge()
      return taken
    },
    unsettled,
    endedBy: () => ended,
  }
}
