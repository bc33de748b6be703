/** An erasure as it is kept and as it is shown. */
import type { Selector } from '../sinks/sink.js'

export interface ErasurePart {
  /** `unsupported`: the sink cannot erase; its records of the selector are still there. */
  readonly state: 'pending' | 'done' | 'unsupported'
  /** Events removed from the store. */
  readonly records: number
  /** Events removed from what the store had refused. */
  readonly dead_letters: number
  /** Objects rewritten or removed, where the store has objects. */
  readonly objects?: number
  /** When it was done, or last tried. */
  readonly at?: string
  /** Tries begun. When the first was interrupted, `records` says what the last one found. */
  readonly attempts: number
}

export interface Erasure {
  readonly id: string
  readonly requestedAt: string
  readonly selector: Selector
  /** The log and its last sequence at the time of the request: what is erased was accepted before. */
  readonly log: string
  readonly head: number
  readonly finishedAt: string | undefined
  /** Whether the log has let go of the records too. */
  readonly logFreed: boolean
  readonly parts: Readonly<Record<string, ErasurePart>>
}

/** What `GET /v1/erasures/{id}` answers. Never the id or the person it was asked for. */
export interface ErasureReceipt {
  readonly id: string
  readonly requested_at: string
  readonly finished_at: string | null
  readonly tenant_id: string
  readonly kind: 'session' | 'user'
  /** `incomplete`: everything that can be done is done, and a sink cannot erase. */
  readonly state: 'pending' | 'done' | 'incomplete'
  readonly log: { readonly state: 'pending' | 'done' }
  readonly sinks: Readonly<Record<string, Omit<ErasurePart, 'attempts'> & { readonly lower_bound?: true }>>
}

export const isErasure = (value: unknown): value is Erasure =>
  typeof value === 'object' && value !== null && 'id' in value && 'selector' in value && 'parts' in value

export const newPart: ErasurePart = { state: 'pending', records: 0, dead_letters: 0, attempts: 0 }

export const isUnfinished = (erasure: Erasure): boolean =>
  !erasure.logFreed || Object.values(erasure.parts).some(({ state }) => state === 'pending')

const stateOf = (erasure: Erasure): ErasureReceipt['state'] => {
  if (isUnfinished(erasure)) return 'pending'
  return Object.values(erasure.parts).some(({ state }) => state === 'unsupported') ? 'incomplete' : 'done'
}

export const receiptOf = (erasure: Erasure): ErasureReceipt => ({
  id: erasure.id,
  requested_at: erasure.requestedAt,
  finished_at: erasure.finishedAt ?? null,
  tenant_id: erasure.selector.tenantId,
  kind: erasure.selector.field === 'user' ? 'user' : 'session',
  state: stateOf(erasure),
  log: { state: erasure.logFreed ? 'done' : 'pending' },
  sinks: Object.fromEntries(
    Object.entries(erasure.parts).map(([sink, { attempts, ...part }]) => [
      sink,
      attempts > 1 ? { ...part, lower_bound: true as const } : part,
    ]),
  ),
})

/** Without what was asked for: kept once everything is done. */
export const forgetful = (erasure: Erasure): Erasure => ({
  ...erasure,
  selector: { ...erasure.selector, values: [] },
})
