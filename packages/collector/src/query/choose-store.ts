/**
 * Chooses the store that answers a report: the first that can. Where PostgreSQL answers reports and is out of
 * reach, the embedded store does. One answer comes from one store, since one may lag behind
 * the other.
 */
import { errorCode, SECOND } from '@hushlog/base'
import type { NamedReportStore, ReportStore } from '../sinks/report-store.js'

/**
 * A store that could not answer is not asked again for so many milliseconds: one that is out of reach may take
 * ten seconds to fail.
 */
const REST = 10 * SECOND

/** A store that is not open yet, is closed, or cannot be reached is not a fault of the collector. */
export function isUnavailable(thrown: unknown): boolean {
  const code = errorCode(thrown)
  return code === 'CLOSED' || code === 'UNAVAILABLE'
}

/** Answers with the first store that can. @throws what the last of them throws */
export type ChooseStore = <T>(answer: (store: NamedReportStore) => Promise<T>) => Promise<T>

/** @param stores at least one, the preferred first */
export function createChooseStore(stores: readonly NamedReportStore[], now: () => number): ChooseStore {
  /** Holds until when a store rests, in milliseconds since the epoch. */
  const rests = new Map<string, number>()

  return async (answer) => {
    const last = stores.at(-1)
    for (const store of stores) {
      if (store === last) return answer(store)
      if ((rests.get(store.name) ?? 0) > now()) continue
      // One request finds out whether the store is back; those that come meanwhile do not wait for it.
      const wasResting = rests.has(store.name)
      if (wasResting) rests.set(store.name, now() + REST)
      try {
        const answered = await answer(store)
        rests.delete(store.name)
        return answered
      } catch (thrown) {
        if (!isUnavailable(thrown)) throw thrown
        rests.set(store.name, now() + REST)
      }
    }
    throw new RangeError('there is no store to choose')
  }
}

/** Answers every statement with no rows: for what can be told without a store. */
export const emptyStore: ReportStore = {
  rows: async () => [],
  async *stream() {
    yield* []
  },
  onChange: () => () => undefined,
}

/** Hears of new records in any of the stores. */
export const onAnyChange =
  (stores: readonly NamedReportStore[]): ReportStore['onChange'] =>
  (listener) => {
    const ends = stores.map(({ store }) => store.onChange(listener))
    return () => {
      for (const end of ends) end()
    }
  }
