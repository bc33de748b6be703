/** Reads what several questions of one request share, each once. */
import type { NamedReportStore } from '../sinks/report-store.js'
import { readFirstEvent } from './first-event.js'
import type { Query } from './language/check-query.js'
import { noteOfExchanges } from './notes.js'

export interface Facts {
  /** Returns the time of the first event of the tenants, in milliseconds since the epoch. */
  firstEvent(tenants: readonly string[]): Promise<number | undefined>
  /** Names the sessions with both kinds of events for an exchange, where a metric counts both. */
  exchanges(query: Query): Promise<readonly string[]>
}

/** @param from the store that the whole request is answered from, so that the facts are as old as the request */
export function readFacts(from: NamedReportStore): Facts {
  const known = new Map<string, Promise<unknown>>()
  function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const found = (known.get(key) as Promise<T> | undefined) ?? read()
    known.set(key, found)
    return found
  }
  return {
    firstEvent: (tenants) => once(JSON.stringify(tenants), () => readFirstEvent(from.store, tenants)),
    exchanges: (query) => {
      const { tenants, range } = query
      return once(JSON.stringify([tenants, range.from, range.to]), () => noteOfExchanges(from, query))
    },
  }
}
