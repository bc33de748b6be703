/**
 * Removes a tenant's old records. Objects of hours that an earlier pass of this process has cleaned are read
 * again only when they have changed since: with tenants of long and short retention most objects stay for years.
 */
import type { ErasureCount } from '../sink.js'
import { EVENTS, hourOf } from './layout.js'
import type { Remove } from './removal.js'
import { ofExpired } from './unwanted.js'

const HOUR = 3_600_000
/** Milliseconds that the clock of the store may differ from ours. */
const CLOCK_MARGIN = HOUR

interface Pass {
  /** Hours that ended by then were cleaned. Epoch milliseconds. */
  readonly before: number
  /** When it began. */
  readonly at: number
}

export type Expire = (tenantId: string, before: number, signal: AbortSignal) => Promise<ErasureCount>

export function createExpiry(remove: Remove, now: () => number = Date.now): Expire {
  const passes = new Map<string, Pass>()
  return async (tenantId, before, signal) => {
    const last = passes.get(tenantId)
    const at = now()
    const count = await remove(
      {
        prefix: EVENTS,
        unwanted: ofExpired(tenantId, before),
        concerns({ key, modified }) {
          const hour = hourOf(key)
          // Not of this layout: no event time to go by.
          if (hour === undefined) return true
          if (hour >= before) return false
          const isCleaned = last !== undefined && hour + HOUR <= last.before
          return !isCleaned || modified > last.at - CLOCK_MARGIN
        },
      },
      signal,
    )
    passes.set(tenantId, { before, at })
    return count
  }
}
