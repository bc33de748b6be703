/**
 * Selects what of a batch a sink gets: the configured event types, without fields of class `text` when
 * content is excluded. Only records that hold text are parsed; all others are passed on as the bytes they
 * are.
 */
import type { StoredRecord } from '../log/log.js'
import { createSlices } from '../runtime/slices.js'

export interface SinkFilter {
  readonly content: 'exclude' | 'include'
  /** The event types to deliver; undefined means all. */
  readonly events: readonly string[] | undefined
}

/**
 * Encodes an event again without its fields of class `text`.
 *
 * @throws when it does not know which fields these are
 */
export type RemoveText = (event: string, bytes: Uint8Array) => Uint8Array

export interface Filtered {
  readonly records: readonly StoredRecord[]
  /** Holds the records whose text could not be removed. They are never delivered and become dead letters. */
  readonly unreadable: readonly StoredRecord[]
}

/** Lets the event loop serve connections while many records are parsed. */
export type ApplyFilter = (records: readonly StoredRecord[]) => Promise<Filtered>

export function createFilter(filter: SinkFilter | undefined, removeText: RemoveText): ApplyFilter {
  const events = filter?.events === undefined ? undefined : new Set(filter.events)
  const isTextExcluded = filter?.content === 'exclude'
  return async (all) => {
    if (events === undefined && !isTextExcluded) return { records: all, unreadable: [] }
    const records: StoredRecord[] = []
    const unreadable: StoredRecord[] = []
    const slices = createSlices()
    for (const record of all) {
      if (events !== undefined && !events.has(record.event)) continue
      if (!isTextExcluded || !record.hasText) {
        records.push(record)
        continue
      }
      if (slices.isOver()) await slices.next()
      try {
        records.push({ ...record, bytes: removeText(record.event, record.bytes), hasText: false })
      } catch {
        unreadable.push(record)
      }
    }
    return { records, unreadable }
  }
}
