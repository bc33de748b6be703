/**
 * The ledger adds up at any moment: captured = delivered + queued + the sum of dropped. With a spool that outlives the
 * process: captured + recovered = delivered + queued + kept + the sum of dropped.
 */

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

/** What a client report says: what happened since the last one. */
export interface Unreported {
  readonly captured: number
  readonly drops: string
}

/** Counts what ended. What is still queued is not counted here but asked of the queue, so that the sum can be checked. */
export interface LedgerBook {
  captured(): void
  delivered(count: number): void
  drop(reason: DropReason, count: number): void
  recovered(count: number): void
  kept(count: number): void
  snapshot(queued: number): Ledger
  hasUnreported(): boolean
  /** Everything since the last call. */
  takeUnreported(): Unreported
}

/** Who opted out is not reported on, not even as a number. */
const isReported = (reason: DropReason) => reason !== 'opted_out'

export function createLedger(): LedgerBook {
  let captured = 0
  let delivered = 0
  let recovered = 0
  let kept = 0
  let reportedCaptured = 0
  const dropped: Partial<Record<DropReason, number>> = {}
  let unreported: Partial<Record<DropReason, number>> = {}

  return {
    captured: () => {
      captured++
    },
    delivered: (count) => {
      delivered += count
    },
    drop(reason, count) {
      if (count === 0) return
      dropped[reason] = (dropped[reason] ?? 0) + count
      if (isReported(reason)) unreported[reason] = (unreported[reason] ?? 0) + count
    },
    recovered: (count) => {
      recovered += count
    },
    kept: (count) => {
      kept += count
    },
    snapshot: (queued) => ({
      captured,
      delivered,
      queued,
      dropped: { ...dropped },
      ...(recovered > 0 && { recovered }),
      ...(kept > 0 && { kept }),
    }),
    hasUnreported: () => Object.keys(unreported).length > 0,
    takeUnreported() {
      const drops = Object.entries(unreported)
        .map(([reason, count]) => `${reason}:${count}`)
        .join(',')
      const visible = captured - (dropped.opted_out ?? 0)
      const report = { captured: visible - reportedCaptured, drops }
      reportedCaptured = visible
      unreported = {}
      return report
    },
  }
}
