/**
 * Tells the collector what was dropped before it could be sent, so that a loss is seen where someone looks. One event with
 * one id until a batch with it is stored: an answer that got lost cannot make the collector count twice. It is not part of the
 * ledger itself.
 */
import type { LedgerBook } from './ledger.js'
import type { Entry } from './queue.js'

export interface ClientReport {
  /** The report to put into the next batch. */
  next(): Entry | undefined
  due(): boolean
  stored(entry: Entry): void
  /** A request with it was refused as a whole. */
  refused(): void
}

/** A collector that refuses this many requests with the same report does not understand it. */
const MAX_REFUSALS = 3

/** @param encode makes an entry of a `client_report`, or nothing when the catalogue has none. */
export function createClientReport(
  ledger: LedgerBook,
  encode: (fields: object) => Entry | undefined,
): ClientReport {
  let pending: Entry | undefined
  let refusals = 0

  return {
    next() {
      const fields = pending ? undefined : ledger.takeUnreported()
      if (fields) {
        pending = encode(fields)
        refusals = 0
      }
      return pending
    },
    due: () => pending !== undefined || ledger.hasUnreported(),
    stored(entry) {
      if (entry === pending) pending = undefined
    },
    refused() {
      if (++refusals >= MAX_REFUSALS) pending = undefined
    },
  }
}
