/** An erasure as it is stored, and the receipt of it that is shown. */
import { isObject } from '@hushlog/base'
import type { Selector } from '../sinks/sink.js'

/** Says how far an erasure is in one sink. */
export interface ErasurePart {
  /** `unsupported` means that the sink cannot erase, and still has its records of the selector. */
  readonly state: 'pending' | 'done' | 'unsupported'
  /** Counts events that were removed from the store. */
  readonly records: number
  /** Counts events that were removed from the dead letters. */
  readonly dead_letters: number
  /** Counts objects that were rewritten or removed, where the store has objects. */
  readonly objects?: number
  /**
   * Says whether the bytes are gone from the store's files too. It is missing where a store removes them with the
   * records.
   */
  readonly expunged?: boolean
  /** Names the parts of the store from which bytes have yet to be removed. */
  readonly touched?: readonly string[]
  /** Says when it was done, or last tried. */
  readonly at?: string
  /** Counts attempts that began. When the first was interrupted, `records` counts what the last one found. */
  readonly attempts: number
}

export interface Erasure {
  readonly id: string
  readonly requestedAt: string
  readonly selector: Selector
  /** Names the log by its id. */
  readonly log: string
  /**
   * Holds the last sequence number of the log at the time of the request: what is erased was accepted
   * before.
   */
  readonly head: number
  readonly finishedAt: string | undefined
  /** Says whether the log has freed the records too. */
  readonly logFreed: boolean
  /** Holds a part for each sink, by the sink's name. */
  readonly parts: Readonly<Record<string, ErasurePart>>
}

/** `GET /v1/erasures/{id}` answers with this. It never holds the id or the person that was asked for. */
export interface ErasureReceipt {
  readonly id: string
  readonly requested_at: string
  readonly finished_at: string | null
  readonly tenant_id: string
  readonly kind: 'session' | 'user'
  /** `incomplete` means that everything that can be done is done, and a sink cannot erase. */
  readonly state: 'pending' | 'done' | 'incomplete'
  readonly log: { readonly state: 'pending' | 'done' }
  readonly sinks: Readonly<
    Record<string, Omit<ErasurePart, 'attempts' | 'touched'> & { readonly lower_bound?: true }>
  >
}

export const isErasure = (value: unknown): value is Erasure =>
  isObject(value) && 'id' in value && 'selector' in value && 'parts' in value

export const newPart: ErasurePart = { state: 'pending', records: 0, dead_letters: 0, attempts: 0 }

const hasPart = ({ parts }: Erasure, state: ErasurePart['state']): boolean =>
  Object.values(parts).some((part) => part.state === state)

/** Says whether an erasure waits for a sink. */
export const isPendingInSinks = (erasure: Erasure): boolean => hasPart(erasure, 'pending')

export const isErasureFinished = (erasure: Erasure): boolean => erasure.logFreed && !isPendingInSinks(erasure)

const stateOf = (erasure: Erasure): ErasureReceipt['state'] => {
  if (!isErasureFinished(erasure)) return 'pending'
  return hasPart(erasure, 'unsupported') ? 'incomplete' : 'done'
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
    Object.entries(erasure.parts).map(([sink, { attempts, touched: _, ...part }]) => [
      sink,
      attempts > 1 ? { ...part, lower_bound: true as const } : part,
    ]),
  ),
})

/** Returns a finished erasure without what was asked for, as it is stored from then on. */
export const withoutValues = (erasure: Erasure): Erasure => ({
  ...erasure,
  selector: { ...erasure.selector, values: [] },
})
