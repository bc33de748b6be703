/**
 * Says whether appends are taken, for `/readyz`. Some causes are visible before an append fails; those that are
 * not are known from the last refusal, until an append succeeds or some time has passed. What only one write key
 * is refused for is no cause: no key holder may take a collector out of its load balancer.
 */
import { SECOND } from '@hushlog/base'

/** Lists the reasons that `/readyz` may name. With one that refuses, the answer is 503. */
export const readinessReasons = {
  stopping: { refuses: true, says: 'the collector is shutting down' },
  disk_full: { refuses: true, says: 'the disk of the data folder has only its reserve left' },
  log_full: { refuses: true, says: 'the log has reached its limit, because a sink is behind' },
  overloaded: { refuses: true, says: 'bodies hold all memory that is meant for them, and none gets through' },
  store_opening: { refuses: false, says: 'events are taken, and reports have to wait for their store' },
} as const satisfies Record<string, { refuses: boolean; says: string }>

export type ReadinessReason = keyof typeof readinessReasons

export interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly ReadinessReason[]
}

/** A refusal counts for so many milliseconds, as long as its `Retry-After`. */
const REFUSAL_COUNTS = { disk_full: 10 * SECOND, log_full: 10 * SECOND, overloaded: 2 * SECOND }

type Refusal = keyof typeof REFUSAL_COUNTS

const isRefusal = (code: string): code is Refusal => Object.hasOwn(REFUSAL_COUNTS, code)

export interface ReadinessOptions {
  readonly now: () => number
  /** Tells for each reason whether it can be seen now. */
  readonly causes: Readonly<Record<ReadinessReason, () => boolean>>
}

export interface ReadinessMonitor {
  /** Hears of every request of ingest that was refused, by its problem's code. */
  refused(code: string): void
  /** Hears of every request whose events were stored. */
  accepted(): void
  current(): Readiness
}

export function createReadiness({ now, causes }: ReadinessOptions): ReadinessMonitor {
  const refusedAt = new Map<ReadinessReason, number>()
  const wasRefused = (reason: ReadinessReason): boolean => {
    const at = refusedAt.get(reason)
    return at !== undefined && isRefusal(reason) && now() - at < REFUSAL_COUNTS[reason]
  }
  const codes = Object.keys(readinessReasons) as readonly ReadinessReason[]
  return {
    refused(code) {
      if (isRefusal(code)) refusedAt.set(code, now())
    },
    accepted() {
      if (refusedAt.size > 0) refusedAt.clear()
    },
    current() {
      const reasons = codes.filter((code) => causes[code]() || wasRefused(code))
      return { ready: !reasons.some((code) => readinessReasons[code].refuses), reasons }
    },
  }
}
