/**
 * Sends queued events, one request at a time, until each is stored or dropped for a named reason. An event and its id
 * never change between attempts, so that the collector recognizes a repetition. After a failure nothing is sent before
 * the back-off has passed, whoever calls.
 *
 * Invariant: an event is in exactly one place: `queue` ⇄ `inFlight` → stored or dropped.
 */
import { IS_SCRIPT, MINUTE, SECOND } from '@hushlog/base'
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
  /** Limit of a request, in milliseconds. */
  readonly requestTimeout: number
  /** An undelivered event is dropped after this many milliseconds, less than the collector remembers ids. */
  readonly maxAge: number
}

export interface Transport {
  /** Returns the events that are neither stored nor dropped. */
  unsettledEntries(): readonly QueueEntry[]
  /** Returns how many events are neither stored nor dropped. */
  queuedCount(): number
  /** @returns false when the queue has no room */
  addEntry(entry: QueueEntry): boolean
  /**
   * Leaves an event that the queue has no room for to the spool; missing in the script tag, whose storage is no larger
   * than its queue.
   *
   * @returns false when the event could not be stored
   */
  storeForLater?(entry: QueueEntry): boolean
  /** Sends a request if one is due, or sets the timer for it. Costs next to nothing when the timer is set. */
  scheduleRequest(): void
  /** Resolves when the events that are queued now are settled, or after the time limit. */
  flush(timeoutMs: number): Promise<void>
  /** Sends at once what fits into a body of this many bytes, beside a request in flight. */
  sendOnUnload(maxBytes: number): void
  /** Drops what waits, and also what is in flight unless it turns out to be stored. */
  optOut(): void
  /** Stops for good. The spool keeps what is left, unless the key is refused; what it cannot keep is dropped. */
  stop(reason: DropReason): Promise<void>
  /**
   * Queues events of the spool, as long as there is room, and returns how many.
   *
   * @param isOwn whether they are of this client, and not of an earlier process
   */
  recoverEntries(entries: readonly QueueEntry[], isOwn?: boolean): number
  stopReason(): DropReason | undefined
}

/** A collector that is down for long gets two requests a minute on average. This is in milliseconds. */
const LONGEST_WAIT = MINUTE
/** Batches grow by this factor after a success, so that one odd event does not keep them small. */
const GROWTH = 1.05
/** After this many refused requests in a row single events cannot be to blame. */
const MAX_REFUSALS = 20

/** @param hasConsent whether the person agrees; until then all events wait */
export function createTransport(
  host: Host,
  { flushInterval, requestTimeout: timeout, maxAge }: TransportOptions,
  queue: Queue,
  ledger: LiveLedger,
  warn: Warn,
  hasConsent: () => boolean,
): Transport {
  const { spool } = host
  const { waitingEntries: waiting } = queue
  const inFlight = new Set<readonly QueueEntry[]>()
  /** Count the events that were ever queued, and those that are stored, dropped or left to the spool. */
  let added = 0
  let settled = 0
  /** Counts the events among them that the queue had no room for, and that wait in the spool. */
  let stored = 0
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
  const takeAll = () => queue.takeEntries(Infinity, Infinity, 0)

  function add(entry: QueueEntry) {
    const hasRoom = queue.addEntry(entry)
    if (hasRoom) added++
    return hasRoom
  }

  function storeForLater(entry: QueueEntry) {
    if (!hasConsent() || !spool?.keepForLater?.(entry)) return false
    added++
    stored++
    return true
  }

  function release(entries: readonly QueueEntry[]) {
    queue.settleEntries(entries)
    settled += entries.length
    for (const check of flushes) check(false)
  }

  /** Returns how many events wait in the spool, which the caller counts as dropped or as left to it. */
  function releaseStored(): number {
    const count = stored
    settled += count
    stored = 0
    return count
  }

  /** @param reason why the events are dropped; without one they are stored, or counted already */
  function settle(entries: readonly QueueEntry[], reason?: DropReason) {
    if (reason) ledger.countDrop(reason, entries.length)
    spool?.settleEntries(entries)
    release(entries)
  }

  function startTimer(ms: number) {
    cancelTimer = host.setTimer(sendNow, ms)
  }

  function stopTimer() {
    cancelTimer?.()
    cancelTimer = undefined
  }

  function schedule() {
    if (isSending || isBackingOff || stopReason || !hasConsent()) return
    if (waiting.length >= maxEvents || queue.heldBytes() >= MAX_BYTES || settled < urgentUntil) sendNow()
    else if (!cancelTimer) startTimer(flushInterval)
  }

  function sendNow() {
    stopTimer()
    isBackingOff = false
    if (!isSending && hasConsent()) void send(MAX_BYTES, false)
  }

  async function send(maxBytes: number, isUnload: boolean) {
    while (waiting[0] && waiting[0].at < host.now() - maxAge) settle(queue.takeEntries(1, 0, 1), 'expired')
    const batch = queue.takeEntries(maxEvents, maxBytes - BODY_OVERHEAD, isUnload ? 0 : 1)
    // After a refusal there is no report, which could be the reason for the next one.
    const report = refusals || batch[MAX_EVENTS - 1] ? undefined : ledger.pendingReport()
    if (!batch[0] && !report) return
    if (!isUnload) isSending = true
    inFlight.add(batch)
    const optOutsBefore = optOuts
    const body = queue.encodeBody(report ? [...batch, report] : batch, host.now())
    const response: SendResponse = await host.sendRequest({ body, isUnload, timeout }).catch(() => ({}))
    // A response that comes after the end changes nothing.
    if (stopReason) return
    if (!isUnload) isSending = false
    inFlight.delete(batch)
    const { status } = response
    if (status === 202) {
      const rejections = readRejections(response.body, batch)
      for (const rejection of rejections.values()) warn(`rejected ${rejection}`)
      ledger.countDrop('rejected', rejections.size)
      ledger.liveCounts.delivered += batch.length - rejections.size
      ledger.settleReport(report, true)
      failures = refusals = 0
      maxEvents = Math.min(MAX_EVENTS, maxEvents * GROWTH)
      settle(batch)
    } else if (optOuts > optOutsBefore) settle(batch, 'opted_out')
    else if ([400, 413, 415].includes(status as number))
      handleRefusal(batch, report, status === 413 ? 'too_large' : 'rejected')
    else {
      queue.putBack(batch)
      if ([401, 403, BLOCKED].includes(status as number)) {
        const reason = status ? 'unauthorized' : 'blocked'
        warn(`${reason} ${status}`)
        void stop(reason)
      } else backOffAfter(response)
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
    if (report) ledger.settleReport(report, false)
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
    const { status, cause } = response
    // No browser says why there is no answer.
    warn(`answered ${status ?? (!IS_SCRIPT && cause ? `nothing (${cause})` : 'nothing')}`)
    stopTimer()
    isBackingOff = true
    const wait = host.random() * Math.min(LONGEST_WAIT, SECOND * 2 ** failures++)
    startTimer(Math.max(retryAfter(response.retryAfter, host.now()), wait))
  }

  async function stop(reason: DropReason) {
    if (stopReason) return
    stopReason = reason
    stopTimer()
    const left = unsettled()
    takeAll()
    if (reason === 'unauthorized') spool?.settleEntries(left)
    const kept = (await spool?.close(left)) ?? 0
    const allKept = IS_SCRIPT ? kept : kept + releaseStored()
    if (allKept) ledger.liveCounts.kept = allKept
    ledger.countDrop(reason, left.length - kept)
    release(left)
  }

  return {
    unsettledEntries: unsettled,
    queuedCount: () => added - settled,
    addEntry: add,
    ...(!IS_SCRIPT && { storeForLater }),
    scheduleRequest: schedule,
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
    sendOnUnload(maxBytes) {
      if (!isBackingOff && !stopReason && hasConsent()) void send(maxBytes, true)
    },
    optOut() {
      optOuts++
      if (!IS_SCRIPT) ledger.countDrop('opted_out', releaseStored())
      settle(takeAll(), 'opted_out')
    },
    stop,
    recoverEntries(entries, isOwn) {
      let count = 0
      for (const entry of entries) {
        if (!hasConsent() || !add(entry)) break
        count++
      }
      if (!IS_SCRIPT && isOwn) {
        added -= count
        stored -= count
      } else if (count) ledger.liveCounts.recovered = (ledger.liveCounts.recovered ?? 0) + count
      schedule()
      return count
    },
    stopReason: () => stopReason,
  }
}
