/**
 * Removes records from objects: reads each, and where it holds unwanted ones writes it anew under its own name
 * without them, or removes it. Every step leaves only whole objects behind, and what is gone already is no longer
 * found: after a crash the same removal again does the rest.
 */
import type { ErasureCount } from '../sink.js'
import { forEach } from './for-each.js'
import { type ObjectFormat, UnreadableObjectError } from './format.js'
import type { ObjectEntry, ObjectPlace } from './place.js'
import type { Unwanted } from './unwanted.js'

export interface RemovalOptions {
  readonly prefix: string
  readonly unwanted: Unwanted
  /** Which objects need reading; all when undefined. */
  readonly concerns?: (entry: ObjectEntry) => boolean
}

export type Remove = (options: RemovalOptions, signal: AbortSignal) => Promise<Required<ErasureCount>>

export function createRemoval(options: {
  readonly place: ObjectPlace
  readonly formats: readonly ObjectFormat[]
  readonly atATime: number
}): Remove {
  const { place, formats, atATime } = options
  return async ({ prefix, unwanted, concerns = () => true }, signal) => {
    let records = 0
    let objects = 0
    let unreadable = 0
    await forEach(place.list(prefix, signal), atATime, signal, async (entry, stop) => {
      const format = formats.find(({ extension }) => entry.key.endsWith(extension))
      if (format === undefined || !concerns(entry)) return
      try {
        const read = () => place.read(entry, stop)
        const found = await format.count(read, unwanted, stop)
        if (found.records === 0) return
        // An old version is a copy of what the current one holds or held: it goes as a whole.
        if (found.all || !entry.current) await place.remove(entry, stop)
        else await format.rewrite(read, unwanted, (body) => place.replace(entry, body, stop), stop)
        objects++
        if (entry.current) records += found.records
      } catch (thrown) {
        // The others are done first; then it is said that this one could not be.
        if (!(thrown instanceof UnreadableObjectError)) throw thrown
        unreadable++
      }
    })
    if (unreadable > 0) throw new UnreadableObjectError()
    return { records, objects }
  }
}
