/** Hands what ingest refused to the counts of refusals. */
import type { Problem } from '../../http/problem.js'
import type { RejectedEvent } from '../answer.js'
import type { Refusals } from './refusals.js'

/** Counts a request that was refused as a whole. Faults of the collector itself are none. */
export const addRefused = (
  refusals: Refusals,
  tenantId: string | undefined,
  origin: string | undefined,
  { code, detail }: Problem,
): void => {
  if (code === 'internal') return
  refusals.add({ kind: 'request', tenantId, code, path: '', origin, expected: detail, count: 1 })
}

/** Counts the rejected events of one request. Many of them share code and path, which are one entry. */
export const addRejected = (
  refusals: Refusals,
  tenantId: string,
  origin: string | undefined,
  rejected: readonly RejectedEvent[],
): void => {
  const counts = new Map<string, { readonly event: RejectedEvent; count: number }>()
  for (const event of rejected) {
    const key = `${event.code} ${event.path}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { event, count: 1 })
    else known.count++
  }
  for (const { event, count } of counts.values()) {
    const { code, path, expected } = event
    refusals.add({ kind: 'event', tenantId, code, path, origin, expected, count })
  }
}
