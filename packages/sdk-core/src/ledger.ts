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

type Counts = { -readonly [Name in keyof Omit<Ledger, 'queued' | 'dropped'>]: Ledger[Name] }

/** Counts what ended. What is still queued is not counted here but asked of the queue, so that the sum can be checked. */
export interface LedgerBook {
  readonly counts: Counts
  drop(reason: DropReason, count: number): void
  snapshot(queued: number): Ledger
  /** What was captured and dropped since the last call, as a client report says it; undefined when nothing was dropped. */
  takeUnreported(): { readonly captured: number; readonly drops: string } | undefined
  hasUnreported(): boolean
}

type Drops = Partial<Record<DropReason, number>>

export function createLedger(): LedgerBook {
  const counts: Counts = { captured: 0, delivered: 0 }
  const dropped: Drops = {}
  let untold: Drops = {}
  let told = 0

  const list = () => Object.entries(untold).map((pair) => pair.join(':'))
  const add = (drops: Drops, reason: DropReason, count: number) => {
    drops[reason] = (drops[reason] ?? 0) + count
  }

  return {
    counts,
    drop(reason, count) {
      if (!count) return
      add(dropped, reason, count)
      // Who opted out is not reported on, not even as a number.
      if (reason === 'opted_out') told += count
      else add(untold, reason, count)
    },
    snapshot: (queued) => ({ ...counts, queued, dropped: { ...dropped } }),
    takeUnreported() {
      const drops = list().join()
      if (!drops) return undefined
      const report = { captured: counts.captured - told, drops }
      told = counts.captured
      untold = {}
      return report
    },
    hasUnreported: () => list().length > 0,
  }
}
