/**
 * Counts what became of each event. The ledger adds up at any moment: captured = delivered + queued + the sum of
 * dropped. With a spool, captured + recovered = delivered + queued + kept + the sum of dropped.
 */
import { formatCounts } from '@hushlog/schema/sanitize'
import type { QueueEntry } from './queue.js'

/** The reasons why an event was not delivered: a closed set, used in the ledger, in client reports and in metrics. */
export const dropReasons = [
  'invalid', // The event is not in the catalogue, or a field has the wrong type.
  'sanitize_failed', // The sanitizer itself failed: it fails closed.
  'opted_out', // The person opted out, or GPC or DNT says no.
  'sampled', // The application's sampling rate left the event out.
  'before_send', // The application's own hook kept the event back, or failed.
  'queue_full', // The bounded queue had no room.
  'too_large', // The event alone is over the size limit.
  'expired', // The event is older than the queue's age limit.
  'rejected', // The collector rejected the event, or refused every request with it.
  'unauthorized', // The collector refuses the write key or the origin for good.
  'blocked', // No request of this page ever got a response, as with an ad blocker.
  'shutdown', // The event was still undelivered when shutdown ran out of time.
] as const

export type DropReason = (typeof dropReasons)[number]

export interface Ledger {
  readonly captured: number
  readonly delivered: number
  /** Counts the events that are neither delivered nor dropped yet, including those in flight. */
  readonly queued: number
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** Counts the events from storage of an earlier process or page; missing when there were none. */
  readonly recovered?: number
  /** Counts the events that `shutdown` left in storage for the next process; missing when there are none. */
  readonly kept?: number
}

type Counts = { -readonly [Name in keyof Omit<Ledger, 'queued' | 'dropped'>]: Ledger[Name] }

/**
 * Counts for a running client. It does not count what is queued: the transport is asked for that, so that the sum can be
 * checked.
 */
export interface LiveLedger {
  readonly liveCounts: Counts
  countDrop(reason: DropReason, count: number): void
  takeSnapshot(queued: number): Ledger
  /**
   * Returns a `client_report` for the next request, when events were dropped since the last one that was stored. It stays
   * the same event with the same id until it is stored, so that a lost response cannot make the collector count twice.
   * The report itself is not part of the ledger.
   */
  pendingReport(): QueueEntry | undefined
  /** To be called when the collector stored or refused a request as a whole. */
  settleReport(report: QueueEntry | undefined, isStored: boolean): void
}

type Drops = Partial<Record<DropReason, number>>

/** A collector that refuses this many requests with the same report does not understand it. */
const MAX_REFUSALS = 3

/** @param encode makes an entry of a `client_report`, or names the reason why there is none */
export function createLedger(encode: (fields: object) => QueueEntry | string): LiveLedger {
  const counts: Counts = { captured: 0, delivered: 0 }
  const dropped: Drops = {}
  let unreported: Drops = {}
  let capturedBefore = 0
  let pending: QueueEntry | undefined
  let refusals = 0

  return {
    liveCounts: counts,
    countDrop(reason, count) {
      if (count) for (const drops of [dropped, unreported]) drops[reason] = (drops[reason] ?? 0) + count
    },
    takeSnapshot: (queued) => ({ ...counts, queued, dropped: { ...dropped } }),
    pendingReport() {
      // A person who opted out is not reported on, not even as a number.
      const { opted_out = 0, ...others } = unreported
      const drops = formatCounts(others)
      if (!pending && drops) {
        const encoded = encode({ captured: counts.captured - capturedBefore - opted_out, drops })
        if (typeof encoded !== 'string') pending = encoded
        capturedBefore = counts.captured
        unreported = {}
        refusals = 0
      }
      return pending
    },
    settleReport(report, isStored) {
      if (report === pending && (isStored || ++refusals >= MAX_REFUSALS)) pending = undefined
    },
  }
}
