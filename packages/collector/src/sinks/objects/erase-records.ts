/**
 * Erases records from objects: reads each object and, when it holds records that match, writes it anew under
 * its own name without them, or removes it. Every step leaves only whole objects behind, so that the same
 * erasure after a crash does the rest.
 */
import { forEachLimit } from '../../runtime/concurrency.js'
import type { ErasureCount } from '../sink.js'
import type { ErasureFilter } from './erasure-filter.js'
import { type ObjectFormat, UnreadableObjectError } from './format.js'
import type { ObjectStore, ObjectVersion } from './object-store.js'

export interface EraseOptions {
  /** The keys of the objects begin so. It ends with a slash. */
  readonly prefix: string
  readonly filter: ErasureFilter
  /** Says which objects need reading. The default is all of them. */
  readonly mayMatch?: (version: ObjectVersion) => boolean
}

/** Counts the events that were removed, and the objects that were rewritten or removed. */
export type ObjectCount = Required<Pick<ErasureCount, 'records' | 'objects'>>

export type EraseRecords = (options: EraseOptions, signal: AbortSignal) => Promise<ObjectCount>

/** @param options.concurrency how many objects are worked on at a time */
export function createEraseRecords(options: {
  readonly store: ObjectStore
  readonly formats: readonly ObjectFormat[]
  readonly concurrency: number
}): EraseRecords {
  const { store, formats, concurrency } = options
  return async ({ prefix, filter, mayMatch = () => true }, signal) => {
    let records = 0
    let objects = 0
    let unreadable = 0
    await forEachLimit(store.list(prefix, signal), concurrency, signal, async (version, stop) => {
      const format = formats.find(({ extension }) => version.key.endsWith(extension))
      if (format === undefined || !mayMatch(version)) return
      try {
        const read = () => store.get(version, stop)
        const found = await format.count(read, filter, stop)
        if (found.records === 0) return
        // An old version is a copy of what the current one holds or held, so it goes as a whole.
        if (found.isAll || !version.isCurrent) await store.remove(version, stop)
        else await format.rewrite(read, filter, (body) => store.replace(version, body, stop), stop)
        objects++
        if (version.isCurrent) records += found.records
      } catch (thrown) {
        // The other objects are done first; then the erasure fails, since this one may still hold such
        // records.
        if (!(thrown instanceof UnreadableObjectError)) throw thrown
        unreadable++
      }
    })
    if (unreadable > 0) throw new UnreadableObjectError()
    return { records, objects }
  }
}
