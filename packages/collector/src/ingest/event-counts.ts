/** Counts accepted events by tenant and type, for `/metrics`. Types are those of the catalogue, and tenants are configured. */
import { type EventName, eventNames } from '@hushlog/schema'

const places: ReadonlyMap<string, number> = new Map(eventNames.map((name, place) => [name, place]))

/** Returns the place of a type in the sums of a tenant. Every record is of a type of the catalogue. */
export const placeOfEvent = (event: string): number => places.get(event) ?? 0

/** Holds a sum for each type, at its place. Adding to one is all that an event costs. */
export type EventSums = Float64Array

export interface EventCounts {
  sumsOf(tenantId: string): EventSums
  /** Returns the sum of each type: of a tenant, or without one of all tenants. */
  read(tenantId?: string): readonly (readonly [EventName, number])[]
}

export function createEventCounts(): EventCounts {
  const byTenant = new Map<string, EventSums>()
  return {
    sumsOf(tenantId) {
      const known = byTenant.get(tenantId)
      if (known !== undefined) return known
      const sums = new Float64Array(eventNames.length)
      byTenant.set(tenantId, sums)
      return sums
    },
    read(tenantId) {
      const read = [...byTenant].filter(([id]) => tenantId === undefined || id === tenantId)
      return eventNames.map((name, place) => [
        name,
        read.reduce((sum, [, sums]) => sum + (sums[place] ?? 0), 0),
      ])
    },
  }
}
