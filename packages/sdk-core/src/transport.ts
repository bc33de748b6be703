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
import type { Host } from './host.js'
import type { DropReason, LedgerBook } from './ledger.js'
import { BLOCKED, type SendResponse } from './platform.js'
import type { Entry, Queue } from './queue.js'
import type { Warn } from './warn.js'

export interface TransportOptions {
  /** Longest wait before a batch that is not full is sent, milliseconds. */
  readonly flushInterval: number
  /** Milliseconds (10 seconds). */
  readonly requestTimeout?: number | undefined
  /** Milliseconds after which an undelivered event is given up (7 days, less than the collector remembers ids). */
  readonly maxAge?: number | undefined
}

export interface Transport {
  /** Neither stored nor dropped yet. */
  unsettled(): readonly Entry[]
  queued(): number
  /** False: no room. */
  enter(entry: Entry): boolean
  /** Something may have to be sent; costs next to nothing when that is known already. */
  nudge(): void
  /** Resolves when what is pending now is settled, or after the time limit. */
  flush(timeoutMs: number): Promise<void>
  /** The page may go away: sends what fits into the budget (bytes of a body) beside what is in flight. */
  leave(budget: number): void
  /** The person opted out: drops what waits, and what is in flight unless it turns out to be stored. */
  optOut(): void
  /** For good: a spool keeps what is left for the next process, unless the key is refused; what it cannot keep is given up. */
  end(reason: DropReason): Promise<void>
  /** Takes what an earlier process left, as long as there is room; answers how many. */
  adopt(left: readonly Entry[]): number
  endedBy(): DropReason | undefined
}

const WEEK = 7 * 24 * 3600 * 1000
/** After a success requests may grow by this factor again: one odd event must not make them small for ever. */
const GROWTH = 1.05
/** This many refusals of whole requests in a row mean that it is not about single events. */
const MAX_REFUSALS = 20

/** @param isAllowed by the person; until then all that comes waits */
export function createTransport(
  platform: Host,
  { flushInterval, requestTimeout: timeout = 10_000, maxAge = WEEK }: TransportOptions,
  queue: Queue,
  ledger: LedgerBook,
  warn: Warn,
  isAllowed: () => boolean,
): Transport {
  const { spool } = platform
  const { waiting } = queue
  const flying = new Set<readonly Entry[]>()
  /** Events that ever came, and those that were stored or dropped. */
  let entered = 0
  let settled = 0
  /** What came until then need not wait for the interval. */
  let urgentUntil = 0
  const flushes = new Set<(isLate: boolean) => void>()
  let optOuts = 0
  let busy = false
  /** The back-off has not passed. */
  let resting = false
  let ended: DropReason | undefined
  let cancel: (() => void) | undefined
  let attempts = 0
  let refusals = 0
  /** Events in a request: fewer after one that was refused as a whole. */
  let most = MAX_EVENTS

  const unsettled = () => [...[...flying].flat(), ...waiting]
  const cutAll = () => queue.cut(Infinity, Infinity, 0)

  function enter(entry: Entry) {
    const hasRoom = queue.enter(entry)
    if (hasRoom) entered++
    return hasRoom
  }

  function settle(entries: readonly Entry[]) {
    queue.free(entries)
    settled += entries.length
    for (const check of flushes) check(false)
  }

  /** Stored, or dropped for a reason. They need not come back, either. */
  function finish(entries: readonly Entry[], reason?: DropReason) {
    if (reason) ledger.drop(reason, entries.length)
    spool?.settle(entries)
    settle(entries)
  }

  function arm(ms: number) {
    cancel = platform.setTimer(run, ms, false)
  }

  function disarm() {
    cancel?.()
    cancel = undefined
  }

  function run() {
    disarm()
    resting = false
    if (!busy && isAllowed()) void send(MAX_BYTES, false)
  }

  /** Sends at once what is urgent or fills a request, and else after the interval. */
  function nudge() {
    if (busy || resting || ended || !isAllowed()) return
    if (waiting.length >= most || queue.heldBytes() >= MAX_BYTES || settled < urgentUntil) run()
    else if (!cancel) arm(flushInterval)
  }

  async function send(budget: number, leaving: boolean) {
    while (waiting[0] && waiting[0].at < platform.now() - maxAge) finish(queue.cut(1, 0, 1), 'expired')
    const batch = queue.cut(most, budget - ENVELOPE_BYTES, leaving ? 0 : 1)
    // Not after a refusal: a report must not be the reason for the next.
    const report = refusals || batch[MAX_EVENTS - 1] ? undefined : ledger.report()
    if (!batch[0] && !report) return
    if (!leaving) busy = true
    flying.add(batch)
    const before = optOuts
    const body = queue.compose(report ? [...batch, report] : batch, platform.now())
    const answer: SendResponse = await platform.send({ body, leaving, timeout }).catch(() => ({}))
    // After the end no answer counts.
    if (ended) return
    if (!leaving) busy = false
    flying.delete(batch)
    const { status } = answer
    if (status === 202) {
      const rejected = readRejections(answer.body, batch)
      for (const reason of rejected.values()) warn(`rejected ${reason}`)
      ledger.drop('rejected', rejected.size)
      ledger.counts.delivered += batch.length - rejected.size
      ledger.reported(report, true)
      attempts = refusals = 0
      most = Math.min(MAX_EVENTS, most * GROWTH)
      finish(batch)
    } else if (before !== optOuts) finish(batch, 'opted_out')
    else if ([400, 413, 415].includes(status as number))
      refused(batch, report, status === 413 ? 'too_large' : 'rejected')
    else {
      queue.putBack(batch)
      if ([401, 403].includes(status as number)) void end('unauthorized')
      else if (status === BLOCKED) void end('blocked')
      else rest(answer)
    }
    nudge()
  }

  /** Any other status is a proxy's, a captive portal's or a mistake in deployment: events outlive it. */
  function rest({ status, retryAfter: header }: SendResponse) {
    warn(`collector answered ${status ?? 'nothing'}`)
    disarm()
    resting = true
    arm(Math.max(retryAfter(header, platform.now()), backoff(++attempts, platform.random())))
  }

  /** As a whole: asked again with half of the events until the one is found that is to blame. */
  function refused(batch: readonly Entry[], report: Entry | undefined, reason: 'too_large' | 'rejected') {
    refusals++
    urgentUntil = entered
    if (report) ledger.reported(report, false)
    else if (batch.length > 1 && refusals < MAX_REFUSALS) most = batch.length / 2
    else {
      most = MAX_EVENTS
      warn(`rejected ${reason}`)
      return finish(batch, reason)
    }
    queue.putBack(batch)
  }

  async function end(reason: DropReason) {
    if (ended) return
    ended = reason
    if (reason !== 'shutdown') warn(`${reason}, stopped`)
    disarm()
    const left = unsettled()
    cutAll()
    if (reason === 'unauthorized') spool?.settle(left)
    const kept = (await spool?.close(left)) ?? 0
    if (kept) ledger.counts.kept = kept
    ledger.drop(reason, left.length - kept)
    settle(left)
  }

  return {
    unsettled,
    queued: () => entered - settled,
    enter,
    nudge,
    flush: (timeoutMs) =>
      new Promise((resolve) => {
        const until = entered
        const check = (isLate: boolean) => {
          if (isLate || settled >= until) {
            flushes.delete(check)
            cancelWait()
            resolve()
          }
        }
        const cancelWait = platform.setTimer(() => check(true), timeoutMs, true)
        urgentUntil = until
        flushes.add(check)
        nudge()
        check(false)
      }),
    leave(budget) {
      if (!resting && !ended && isAllowed()) void send(budget, true)
    },
    optOut() {
      optOuts++
      finish(cutAll(), 'opted_out')
    },
    end,
    adopt(left) {
      const taken = left.findIndex((entry) => !isAllowed() || !enter(entry))
      const count = taken < 0 ? left.length : taken
      if (count) ledger.counts.recovered = (ledger.counts.recovered ?? 0) + count
      nudge()
      return count
    },
    endedBy: () => ended,
  }
}
