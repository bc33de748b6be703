/**
 * Removes a tenant's old records. An object that an earlier run of this process has cleaned is read again
 * only when it has changed since: with tenants of long and short retention, most objects stay for years.
 */
import { HOUR } from '@hushlog/base'
import type { Sink } from '../sink.js'
import type { EraseRecords } from './erase-records.js'
import { matchOlder } from './erasure-filter.js'
import { EVENTS, hourOf } from './layout.js'

/** The store's clock may differ from this machine's by this many milliseconds. */
const CLOCK_MARGIN = HOUR

/** Describes a run that has ended. Both times are epoch milliseconds. */
interface Run {
  /** Hours that had ended by then were cleaned. */
  readonly before: number
  readonly startedAt: number
}

export function createExpireRecords(
  eraseRecords: EraseRecords,
  now: () => number = Date.now,
): NonNullable<Sink['expire']> {
  const lastRuns = new Map<string, Run>()
  return async (tenantId, before, signal) => {
    const last = lastRuns.get(tenantId)
    const startedAt = now()
    const count = await eraseRecords(
      {
        prefix: EVENTS,
        filter: matchOlder(tenantId, before),
        mayMatch({ key, modified }) {
          const hour = hourOf(key)
          // A key of another layout says no event time to go by.
          if (hour === undefined) return true
          if (hour >= before) return false
          const isCleaned = last !== undefined && hour + HOUR <= last.before
          return !isCleaned || modified > last.startedAt - CLOCK_MARGIN
        },
      },
      signal,
    )
    lastRuns.set(tenantId, { before, startedAt })
    return count
  }
}
