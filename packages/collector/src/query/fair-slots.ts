/**
 * Shares a limited number of slots among tenants: one tenant takes a few at most, and some are kept for those that have
 * none yet, so that no tenant locks another out.
 */

export interface SlotLimits {
  readonly perTenant: number
  readonly total: number
  /** This many of all are kept for tenants that hold fewer than `guaranteed`. */
  readonly kept: number
  readonly guaranteed: number
}

export interface FairSlots {
  /** Returns a function that gives the slot back, once; undefined when the tenant gets none now. */
  take(tenantId: string): (() => void) | undefined
}

export function createFairSlots({ perTenant, total, kept, guaranteed }: SlotLimits): FairSlots {
  const held = new Map<string, number>()
  let taken = 0
  return {
    take(tenantId) {
      const own = held.get(tenantId) ?? 0
      const isFree = taken < total - kept || (own < guaranteed && taken < total)
      if (own >= perTenant || !isFree) return undefined
      held.set(tenantId, own + 1)
      taken++
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        taken--
        const left = (held.get(tenantId) ?? 1) - 1
        if (left === 0) held.delete(tenantId)
        else held.set(tenantId, left)
      }
    },
  }
}
