/**
 * Sends what is queued, one request at a time, until it is stored or given up by name. Never changes an event or its id
 * between attempts, so that the collector can tell a repetition. Never sends faster because of a failure: after one, nothing
 * goes out before the back-off has passed, whoever calls.
 *
 * A batch is in exactly one place: `queue` (not cut yet) → `ready` (cut, to be sent again) ⇄ `flying` → stored or dropped.
 */
import { interpret, type Rejections } from './answer.js'
import { backoff, retryAfter } from './backoff.js'
import { type Batch, bytesOf, compose, ENVELOPE_BYTES, halve, MAX_BYTES, MAX_EVENTS } from './batch.js'
import type { ClientReport } from './client-report.js'
import type { DropReason, LedgerBook } from './ledger.js'
import type { Platform, SendResponse } from './platform.js'
import type { Entry, Queue } from './queue.js'
import type { Spool } from './spool.js'
import type { Warn } from './warn.js'

export interface TransportOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Longest wait before a batch that is not full is sent, milliseconds. */
  readonly flushInterval: number
  /** Milliseconds. */
  readonly requestTimeout: number
  /** Milliseconds after which an undelivered event is given up. */
  readonly maxAge: number
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
  /** Gives up what is pending, and what is in flight unless it turns out to be stored; sends nothing until `resume`. */
  pause(reason: DropReason): void
  /** Sends nothing until `resume`, and keeps what waits. */
  hold(): void
  resume(): void
  /** Ends everything for good. A spool keeps what is left for the next process, unless the key is refused; else it is given up. */
  stop(reason: DropReason): void
  /** Takes what an earlier process left, as long as there is room; answers how many. */
  adopt(left: readonly Entry[]): number
  readonly pending: number
  readonly stoppedBy: DropReason | undefined
}

/** A batch cap found by 413 is not learnt below this. */
const MIN_CAP = 16 * 1024
/** A success lifts a learnt cap by this factor: one odd event must not make requests small for ever. */
const CAP_RECOVERY = 1.05
/** This many refusals of whole requests in a row, halves included, mean that it is not about single events. */
const MAX_REFUSALS = 20

export function createTransport(
  platform: Platform,
  options: TransportOptions,
  queue: Queue,
  ledger: LedgerBook,
  report: ClientReport,
  warn: Warn,
): Transport {
  let ready: Batch[] = []
  const flying = new Map<Batch, { givenUp: DropReason | undefined }>()
  const waiters = new Set<{ readonly until: number; readonly resolve: () => void }>()
  let busy = false
  let stopped: DropReason | undefined
  let paused = false
  let cancelTimer: (() => void) | undefined
  /** After a failure: nothing goes out before the timer has run. */
  let backingOff = false
  /** The timer runs at once: there is nothing to hurry. */
  let soon = false
  let attempt = 0
  let refusals = 0
  let cap = MAX_BYTES
  /** Events that left the queue for good; `flush` waits for a value of it. */
  let settled = 0
  let urgentUntil = 0

  function pending() {
    let count = queue.size
    for (const batch of ready) count += batch.entries.length
    for (const batch of flying.keys()) count += batch.entries.length
    return count
  }

  function arm(ms: number) {
    disarm()
    soon = ms === 0
    const run = () => {
      disarm()
      pump()
    }
    cancelTimer = platform.setTimer(run, ms, false)
  }

  function disarm() {
    cancelTimer?.()
    cancelTimer = undefined
    backingOff = soon = false
  }

  const isHeld = () => busy || stopped !== undefined || paused || backingOff

  function isFull() {
    return queue.size >= MAX_EVENTS || queue.waitingBytes >= cap
  }

  function nudge() {
    if (soon || isHeld()) return
    if (isFull()) arm(0)
    else if (cancelTimer === undefined) arm(options.flushInterval)
  }

  function settle(entries: readonly Entry[]) {
    queue.release(entries)
    forget(entries)
  }

  /** They have left the queue for good, and storage too. */
  function forget(entries: readonly Entry[]) {
    if (entries.length > 0) options.spool?.settle(entries)
    count(entries.length)
  }

  function count(events: number) {
    settled += events
    for (const waiter of waiters) if (settled >= waiter.until) waiter.resolve()
  }

  function drop(entries: readonly Entry[], reason: DropReason) {
    ledger.drop(reason, entries.length)
    settle(entries)
  }

  /** Of what never was in flight. */
  function giveUp(waiting: readonly Entry[], reason: DropReason) {
    ledger.drop(reason, waiting.length)
    forget(waiting)
  }

  function dropPending(reason: DropReason) {
    for (const batch of ready) drop(batch.entries, reason)
    ready = []
    giveUp(queue.clear(), reason)
  }

  function expire() {
    const before = platform.now() - options.maxAge
    giveUp(queue.expire(before), 'expired')
    ready = ready.flatMap((batch) => {
      const isOld = (entry: Entry) => entry.at < before
      drop(batch.entries.filter(isOld), 'expired')
      const entries = batch.entries.filter((entry) => !isOld(entry))
      return entries.length > 0 ? [{ ...batch, entries }] : []
    })
  }

  function nextBatch(limit: number): Batch | undefined {
    expire()
    const again = ready.shift()
    if (again !== undefined) return again
    const attached = report.next()
    const entries = queue.take(attached === undefined ? MAX_EVENTS : MAX_EVENTS - 1, limit - ENVELOPE_BYTES)
    return entries.length > 0 || attached !== undefined ? { entries, report: attached } : undefined
  }

  function pump() {
    if (isHeld()) return
    disarm()
    const batch = nextBatch(cap)
    if (batch === undefined) return
    busy = true
    const done = () => {
      busy = false
      next()
    }
    send(batch, false).then(done, done)
  }

  /** After an attempt: goes on at once if there is reason to, else waits for the interval. */
  function next() {
    if (isHeld()) return
    if (ready.length > 0 || isFull() || (settled < urgentUntil && queue.size > 0)) pump()
    else if (queue.size > 0 || report.due()) arm(options.flushInterval)
  }

  async function send(batch: Batch, leaving: boolean): Promise<void> {
    const state: { givenUp: DropReason | undefined } = { givenUp: undefined }
    flying.set(batch, state)
    let response: SendResponse | undefined
    try {
      const body = compose(batch, platform.now())
      const { url, headers, requestTimeout: timeout } = options
      response = await platform.send({ url, headers, body, leaving, timeout })
    } catch {
      response = undefined
      warn('collector unreachable, events wait')
    }
    if (flying.delete(batch)) land(batch, response, state.givenUp)
  }

  function land(batch: Batch, response: SendResponse | undefined, givenUp: DropReason | undefined) {
    const { entries } = batch
    const outcome =
      response === undefined ? ({ kind: 'retry' } as const) : interpret(response, entries.length)
    if (outcome.kind === 'stored') return stored(batch, outcome.rejected)
    if (givenUp !== undefined) return drop(entries, givenUp)
    if (outcome.kind === 'stop') {
      drop(entries, 'unauthorized')
      warn('unauthorized, stopped')
      return stop('unauthorized')
    }
    if (outcome.kind === 'blocked') {
      ready.unshift(batch)
      warn('requests are blocked, stopped')
      stop('blocked')
      return options.spool?.close()
    }
    if (outcome.kind === 'split') return refused(batch, outcome.reason)
    if (response !== undefined) warn(`collector answered ${response.status}, events wait`)
    ready.unshift(batch)
    attempt++
    const wait = retryAfter(response?.retryAfter, platform.now())
    arm(Math.max(wait, backoff(attempt, randomShare())))
    backingOff = true
  }

  function stored(batch: Batch, rejected: Rejections) {
    attempt = 0
    refusals = 0
    cap = Math.min(MAX_BYTES, cap * CAP_RECOVERY)
    for (const reason of rejected.values()) warn(`rejected ${reason}`)
    ledger.drop('rejected', rejected.size)
    ledger.delivered(batch.entries.length - rejected.size)
    if (batch.report !== undefined) report.stored(batch.report)
    settle(batch.entries)
  }

  function refused(batch: Batch, reason: 'too_large' | 'rejected') {
    refusals++
    if (batch.report !== undefined) report.refused()
    const alone = batch.entries.length === 1 && batch.report === undefined
    if (alone || refusals >= MAX_REFUSALS) {
      warn(`rejected ${reason}`)
      return drop(batch.entries, reason)
    }
    if (reason === 'too_large') cap = Math.max(MIN_CAP, Math.min(cap, bytesOf(batch) / 2))
    ready.unshift(...(batch.entries.length === 1 ? [{ ...batch, report: undefined }] : halve(batch)))
  }

  function randomShare() {
    const [high = 0, low = 0] = platform.randomBytes(2)
    return (high * 256 + low) / 65_535
  }

  function stop(reason: DropReason) {
    stopped ??= reason
    disarm()
    if (reason !== 'unauthorized' && options.spool !== undefined) {
      const left = pending()
      ready = []
      queue.clear()
      ledger.kept(left)
      count(left)
    } else {
      dropPending(reason)
      for (const batch of flying.keys()) drop(batch.entries, reason)
    }
    flying.clear()
  }

  return {
    nudge,
    flush(timeoutMs) {
      const until = settled + pending()
      urgentUntil = Math.max(urgentUntil, until)
      pump()
      if (settled >= until) return Promise.resolve()
      return new Promise((resolve) => {
        const waiter = {
          until,
          resolve: () => {
            waiters.delete(waiter)
            cancel()
            resolve()
          },
        }
        waiters.add(waiter)
        const cancel = platform.setTimer(waiter.resolve, timeoutMs, true)
      })
    },
    leave(budget) {
      const batch = stopped === undefined && !paused && !backingOff && nextBatch(Math.min(cap, budget))
      if (!batch) return
      if (bytesOf(batch) > budget) ready.unshift(batch)
      else send(batch, true).then(next, next)
    },
    pause(reason) {
      paused = true
      disarm()
      dropPending(reason)
      for (const state of flying.values()) state.givenUp = reason
    },
    hold() {
      paused = true
      disarm()
    },
    resume() {
      paused = false
    },
    adopt(left) {
      const before = platform.now() - options.maxAge
      let taken = 0
      for (const entry of left) {
        const expired = entry.at < before
        if (stopped !== undefined || paused || (!expired && !queue.push(entry))) break
        ledger.recovered(1)
        taken++
        if (expired) giveUp([entry], 'expired')
      }
      nudge()
      return taken
    },
    stop,
    get pending() {
      return pending()
    },
    get stoppedBy() {
      return stopped
    },
  }
}
