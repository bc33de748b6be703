/**
 * The ledger adds up at any moment: captured = delivered + queued + the sum of dropped. With a spool that outlives the
 * process: captured + recovered = delivered + queued + kept + the sum of dropped.
 */
import { formatCounts } from '@hushlog/schema/sanitize'
import type { Entry } from './queue.js'

/** Why an event was not delivered: closed, used in the ledger, in client reports and in metrics. */
export const dropReasons = [
  'invalid', // not an event of the catalogue, or a field of the wrong type
  'sanitize_failed', // the sanitizer itself failed: fails closed
  'opted_out', // the person opted out, or GPC / DNT says no
  'sampled', // left out by the application's sampling rate
  'before_send', // the application's own hook said no, or failed
  'queue_full', // the bounded queue had no room
  'too_large', // one event over the size limit
  'expired', // older than the queue's age limit
  'rejected', // refused by the collector, per event
  'unauthorized', // the collector refuses the write key or the origin for good
  'blocked', // no request of this page ever got an answer, as with an ad blocker
  'shutdown', // still undelivered when shutdown ran out of time
] as const

export type DropReason = (typeof dropReasons)[number]

export interface Ledger {
  readonly captured: number
  readonly delivered: number
  /** Captured and neither delivered nor dropped yet, those in flight included. */
  readonly queued: number
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** Taken over from an earlier process or page by way of storage; missing when there were none. */
  readonly recovered?: number
  /** Left in storage for the next process by `shutdown`; missing when there are none. */
  readonly kept?: number
}

type Counts = { -readonly [Name in keyof Omit<Ledger, 'queued' | 'dropped'>]: Ledger[Name] }

/** Counts what ended. What is still queued is not counted here but asked of the transport, so that the sum can be checked. */
export interface LedgerBook {
  readonly counts: Counts
  drop(reason: DropReason, count: number): void
  snapshot(queued: number): Ledger
  /**
   * What was captured and dropped since the last report that was stored, for the next request: so that a loss is seen where
   * someone looks. One event with one id until it is stored: an answer that got lost cannot make the collector count twice. It
   * is not part of the ledger itself.
   */
  report(): Entry | undefined
  /** A request with it, if it had one, was stored, or refused as a whole. */
  reported(report: Entry | undefined, isStored: boolean): void
}

type Drops = Partial<Record<DropReason, number>>

/** A collector that refuses this many requests with the same report does not understand it. */
const MAX_REFUSALS = 3

/** @param encode makes an entry of a `client_report`; a name instead when it cannot be made. */
export function createLedger(encode: (fields: object) => Entry | string): LedgerBook {
  const counts: Counts = { captured: 0, delivered: 0 }
  const dropped: Drops = {}
  let untold: Drops = {}
  let told = 0
  let pending: Entry | undefined
  let refusals = 0

  return {
    counts,
    drop(reason, count) {
      if (count) for (const drops of [dropped, untold]) drops[reason] = (drops[reason] ?? 0) + count
    },
    snapshot: (queued) => ({ ...counts, queued, dropped: { ...dropped } }),
    report() {
      // Who opted out is not reported on, not even as a number.
      const { opted_out = 0, ...others } = untold
      const drops = formatCounts(others)
      if (!pending && drops) {
        const encoded = encode({ captured: counts.captured - told - opted_out, drops })
        if (typeof encoded !== 'string') pending = encoded
        told = counts.captured
        untold = {}
        refusals = 0
      }
      return pending
    },
    reported(report, isStored) {
      if (report === pending && (isStored || ++refusals >= MAX_REFUSALS)) pending = undefined
    },
  }
}
