/**
 * The ledger adds up at any moment: captured = delivered + queued + the sum of dropped.
 */

/** Why an event was not delivered: closed, used in the ledger, in client reports and in metrics. */
export const dropReasons = [
  'invalid', // not an event of the catalogue, or a field of the wrong type
  'sanitize_failed', // the sanitizer itself failed: fails closed
  'opted_out', // the person opted out, or GPC / DNT says no
  'queue_full', // the bounded queue had no room
  'too_large', // one event over the size limit
  'expired', // older than the queue's age limit
  'rejected', // refused by the collector, per event
  'unauthorized', // the collector refuses the write key or the origin for good
  'shutdown', // still undelivered when shutdown ran out of time
] as const

export type DropReason = (typeof dropReasons)[number]

export interface Ledger {
  readonly captured: number
  readonly delivered: number
  /** Captured and neither delivered nor dropped yet, those in flight included. */
  readonly queued: number
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
}
