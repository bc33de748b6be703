/**
 * Sends queued events, one request at a time, until each is stored or dropped for a named reason. An event and its id
 * never change between attempts, so that the collector recognizes a repetition. After a failure nothing is sent before
 * the back-off has passed, whoever calls.
 *
 * Invariant: an event is in exactly one place: `queue` ⇄ `inFlight` → stored or dropped.
 */
import { backOff, DAY, MINUTE, SECOND } from '@hushlog/base'
import { BODY_OVERHEAD, MAX_BYTES, MAX_EVENTS } from './batch.js'
import type { Host } from './host.js'
import type { DropReason, LiveLedger } from './ledger.js'
import { BLOCKED, type SendResponse } from './platform.js'
import type { Queue, QueueEntry } from './queue.js'
import { readRejections } from './rejections.js'
import { retryAfter } from './retry-after.js'
import type { Warn } from './warn.js'

export interface TransportOptions {
  /** Longest wait before a batch that is not full is sent, in milliseconds. */
  readonly flushInterval: number
  /** Milliseconds; the default is 10 seconds. */
  readonly requestTimeout?: number | undefined
  /** An undelivered event is dropped after this many milliseconds; the default is 7 days, less than the collector remembers ids. */
  readonly maxAge?: number | undefined
}

export interface Transport {
  /** Returns the events that are neither stored nor dropped. */
  unsettled(): readonly QueueEntry[]
  /** Returns how many events are neither stored nor dropped. */
  queued(): number
  /** @returns false when the queue has no room */
  add(entry: QueueEntry): boolean
  /** Sends a request if one is due, or sets the timer for it. Costs next to nothing when the timer is set. */
  schedule(): void
  /** Resolves when the events that are queued now are settled, or after the time limit. */
  flush(timeoutMs: number): Promise<void>
  /** Sends at once what fits into a body of this many bytes, beside a request in flight. */
  unload(maxBytes: number): void
  /** Drops what waits, and also what is in flight unless it turns out to be stored. */
  optOut(): void
  /** Stops for good. The spool keeps what is left, unless the key is refused; what it cannot keep is dropped. */
  stop(reason: DropReason): Promise<void>
  /** Queues events of an earlier process, as long as there is room, and returns how many. */
  recover(entries: readonly QueueEntry[]): number
  stopped(): DropReason | undefined
}

/** A collector that is down for long gets two requests a minute on average. */
const BACK_OFF = { first: SECOND, longest: MINUTE }
/** Batches grow by this factor after a success, so that one odd event does not keep them small. */
const GROWTH = 1.05
/** After this many refused requests in a row single events cannot be to blame. */
const MAX_REFUSALS = 20

/** @param hasConsent whether the person agrees; until then all events wait */
export function createTransport(
  host: Host,
  { flushInterval, requestTimeout: timeout = 10 * SECOND, maxAge = 7 * DAY }: TransportOptions,
  queue: Queue,
  ledger: LiveLedger,
  warn: Warn,
  hasConsent: () => boolean,
): Transport {
  const { spool } = host
  const { waiting } = queue
  const inFlight = new Set<readonly QueueEntry[]>()
  /** Count the events that were ever queued, and those that are stored, dropped or left to the spool. */
  let added = 0
  let settled = 0
  /** While fewer events are settled, requests do not wait for the interval. */
  let urgentUntil = 0
  /** Holds a function for each `flush` under way, which resolves it if it is done or late. */
  const flushes = new Set<(isLate: boolean) => void>()
  let optOuts = 0
  let isSending = false
  let isBackingOff = false
  let stopReason: DropReason | undefined
  let cancelTimer: (() => void) | undefined
  /** Count the requests in a row without a usable response, and those that were refused as a whole. */
  let failures = 0
  let refusals = 0
  /** A request holds at most this many events, which are fewer after a refusal. */
  let maxEvents = MAX_EVENTS

  const unsettled = () => [...[...inFlight].flat(), ...waiting]
  const takeAll = () => queue.take(Infinity, Infinity, 0)

  function add(entry: QueueEntry) {
    const hasRoom = queue.add(entry)
    if (hasRoom) added++
    return hasRoom
  }

  function release(entries: readonly QueueEntry[]) {
    queue.settle(entries)
    settled += entries.length
    for (const check of flushes) check(false)
  }

  /** @param reason why the events are dropped; without one they are stored, or counted already */
  function settle(entries: readonly QueueEntry[], reason?: DropReason) {
    if (reason) ledger.drop(reason, entries.length)
    spool?.settle(entries)
    release(entries)
  }

  function startTimer(ms: number) {
    cancelTimer = host.setTimer(sendNow, ms, false)
  }

  function stopTimer() {
    cancelTimer?.()
    cancelTimer = undefined
  }

  function schedule() {
    if (isSending || isBackingOff || stopReason || !hasConsent()) return
    if (waiting.length >= maxEvents || queue.bytes() >= MAX_BYTES || settled < urgentUntil) sendNow()
    else if (!cancelTimer) startTimer(flushInterval)
  }

  function sendNow() {
    stopTimer()
    isBackingOff = false
    if (!isSending && hasConsent()) void send(MAX_BYTES, false)
  }

  async function send(maxBytes: number, isUnload: boolean) {
    while (waiting[0] && waiting[0].at < host.now() - maxAge) settle(queue.take(1, 0, 1), 'expired')
    const batch = queue.take(maxEvents, maxBytes - BODY_OVERHEAD, isUnload ? 0 : 1)
    // After a refusal there is no report, which could be the reason for the next one.
    const report = refusals || batch[MAX_EVENTS - 1] ? undefined : ledger.report()
    if (!batch[0] && !report) return
    if (!isUnload) isSending = true
    inFlight.add(batch)
    const optOutsBefore = optOuts
    const body = queue.encode(report ? [...batch, report] : batch, host.now())
    const response: SendResponse = await host.send({ body, isUnload, timeout }).catch(() => ({}))
    // A response that comes after the end changes nothing.
    if (stopReason) return
    if (!isUnload) isSending = false
    inFlight.delete(batch)
    const { status } = response
    if (status === 202) {
      const rejections = readRejections(response.body, batch)
      for (const rejection of rejections.values()) warn(`rejected ${rejection}`)
      ledger.drop('rejected', rejections.size)
      ledger.counts.delivered += batch.length - rejections.size
      ledger.settle(report, true)
      failures = refusals = 0
      maxEvents = Math.min(MAX_EVENTS, maxEvents * GROWTH)
      settle(batch)
    } else if (optOuts > optOutsBefore) settle(batch, 'opted_out')
    else if ([400, 413, 415].includes(status as number))
      handleRefusal(batch, report, status === 413 ? 'too_large' : 'rejected')
    else {
      queue.putBack(batch)
      if ([401, 403].includes(status as number)) void stop('unauthorized')
      else if (status === BLOCKED) void stop('blocked')
      else backOffAfter(response)
    }
    schedule()
  }

  /** Halves the batch after each refusal, until the refused event is alone and can be dropped. */
  function handleRefusal(
    batch: readonly QueueEntry[],
    report: QueueEntry | undefined,
    reason: 'too_large' | 'rejected',
  ) {
    refusals++
    urgentUntil = added
    if (report) ledger.settle(report, false)
    else if (batch.length > 1 && refusals < MAX_REFUSALS) maxEvents = batch.length / 2
    else {
      maxEvents = MAX_EVENTS
      warn(`rejected ${reason}`)
      return settle(batch, reason)
    }
    queue.putBack(batch)
  }

  /** Any other status is a proxy's, a captive portal's or a faulty deployment's: events outlive it. */
  function backOffAfter(response: SendResponse) {
    warn(`collector answered ${response.status ?? 'nothing'}`)
    stopTimer()
    isBackingOff = true
    const wait = backOff(failures++, host.random(), BACK_OFF)
    startTimer(Math.max(retryAfter(response.retryAfter, host.now()), wait))
  }

  async function stop(reason: DropReason) {
    if (stopReason) return
    stopReason = reason
    if (reason !== 'shutdown') warn(`${reason}, stopped`)
    stopTimer()
    const left = unsettled()
    takeAll()
    if (reason === 'unauthorized') spool?.settle(left)
    const kept = (await spool?.close(left)) ?? 0
    if (kept) ledger.counts.kept = kept
    ledger.drop(reason, left.length - kept)
    release(left)
  }

  return {
    unsettled,
    queued: () => added - settled,
    add,
    schedule,
    flush: (timeoutMs) =>
      new Promise((resolve) => {
        const target = added
        const check = (isLate: boolean) => {
          if (isLate || settled >= target) {
            flushes.delete(check)
            cancel()
            resolve()
          }
        }
        const cancel = host.setTimer(() => check(true), timeoutMs, true)
        urgentUntil = target
        flushes.add(check)
        schedule()
        check(false)
      }),
    unload(maxBytes) {
      if (!isBackingOff && !stopReason && hasConsent()) void send(maxBytes, true)
    },
    optOut() {
      optOuts++
      settle(takeAll(), 'opted_out')
    },
    stop,
    recover(entries) {
      const refusedAt = entries.findIndex((entry) => !hasConsent() || !add(entry))
      const count = refusedAt < 0 ? entries.length : refusedAt
      if (count) ledger.counts.recovered = (ledger.counts.recovered ?? 0) + count
      schedule()
      return count
    },
    stopped: () => stopReason,
  }
}
