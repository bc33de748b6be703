/** Hands what ingest refused to the counts of refusals. */
import type { Problem } from '../../http/problem.js'
import type { Refusal } from './refusal.js'
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

/** Counts events, or fields of events that were stored without them, which one request lost for one reason. */
export interface Reason {
  readonly code: string
  readonly path: string
  readonly expected: string | undefined
  readonly count: number
}

/** Adds up what was refused of one request, in which many events share a code and a path. */
export const createReasons = () => {
  const reasons = new Map<string, Reason>()
  return {
    add({ code, path, expected, count }: Reason): void {
      const key = `${code} ${path}`
      reasons.set(key, { code, path, expected, count: (reasons.get(key)?.count ?? 0) + count })
    },
    all: (): Iterable<Reason> => reasons.values(),
  }
}

/** Counts what was refused of a request that was accepted. */
export const addReasons = (
  refusals: Refusals,
  of: Pick<Refusal, 'kind' | 'tenantId' | 'origin'>,
  reasons: Iterable<Reason>,
): void => {
  for (const reason of reasons) refusals.add({ ...of, ...reason })
}
