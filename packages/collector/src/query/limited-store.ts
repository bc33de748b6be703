/** Gives a request a store whose statements wait for a slot, end within a time limit, and end when the client leaves. */
import { SECOND } from '@hushlog/base'
import { Problem } from '../http/problem.js'
import type { Clock } from '../runtime/clock.js'
import type { ReportStore } from '../sinks/report-store.js'
import type { StatementSlots } from './statement-slots.js'

/** Whoever waits longer for a figure has left. */
export const STATEMENT_LIMIT = 10 * SECOND

const tooSlow = (): Problem =>
  new Problem('query_too_slow', {
    detail: `A statement may take ${STATEMENT_LIMIT / SECOND} seconds. Choose a shorter date_range, fewer or coarser dimensions, fewer metrics of distinct sessions or users, or more selective filters.`,
  })

export interface LimitedStoreOptions {
  readonly store: ReportStore
  readonly slots: StatementSlots
  /** Has one slot. */
  readonly reader: string
  /** Aborts when the client has left. */
  readonly left: AbortSignal
  readonly clock: Clock
}

export function limitStore({ store, slots, reader, left, clock }: LimitedStoreOptions): ReportStore {
  return {
    ...store,
    async rows(sql, params) {
      const release = await slots.acquire(reader, left)
      const limit = new AbortController()
      const cancel = clock.setTimer(() => limit.abort(tooSlow()), STATEMENT_LIMIT, { unref: true })
      const signal = AbortSignal.any([left, limit.signal])
      try {
        signal.throwIfAborted()
        return await store.rows(sql, params, signal)
      } catch (thrown) {
        // A statement that was ended fails with a code of the store, which says less than why it was.
        signal.throwIfAborted()
        throw thrown
      } finally {
        cancel()
        release()
      }
    },
  }
}
