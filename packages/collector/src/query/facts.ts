/** Reads what several questions of one request share, each once. */
import { DAY } from '@hushlog/base'
import type { NamedReportStore } from '../sinks/report-store.js'
import type { CleanRanges } from './clean-ranges.js'
import { readFirstEvent } from './first-event.js'
import type { Query } from './language/check-query.js'
import { noteOfExchanges } from './notes.js'

export interface Facts {
  /** Returns the time of the first event of the tenants, in milliseconds since the epoch. */
  firstEvent(tenants: readonly string[]): Promise<number | undefined>
  /** Names the sessions with both kinds of events for an exchange, where a metric counts both. */
  exchanges(query: Query): Promise<readonly string[]>
}

/** Whole days, so that the range of a question that is asked again a little later lies within. */
const wholeDays = (range: Query['range']): Query['range'] => ({
  ...range,
  from: Math.floor(range.from / DAY) * DAY,
  to: Math.ceil(range.to / DAY) * DAY,
})

/** Reads the note on doubled exchanges, unless the days around the range were found to be without a minute ago. */
async function readExchanges(
  from: NamedReportStore,
  query: Query,
  clean: CleanRanges | undefined,
): Promise<readonly string[]> {
  if (clean === undefined) return noteOfExchanges(from, query)
  const key = JSON.stringify([from.name, query.tenants])
  if (clean.has(key, query.range)) return []
  const range = wholeDays(query.range)
  const around = await noteOfExchanges(from, { ...query, range })
  if (around.length > 0) return noteOfExchanges(from, query)
  clean.add(key, range)
  return []
}

/**
 * @param from the store that the whole request is answered from, so that the facts are as old as the request
 * @param clean what other requests found lately
 */
export function readFacts(from: NamedReportStore, clean?: CleanRanges): Facts {
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
      return once(JSON.stringify([tenants, range.from, range.to]), () => readExchanges(from, query, clean))
    },
  }
}
