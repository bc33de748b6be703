/**
 * What of a batch a sink is given: the configured event types, and no field of class `text` when content is
 * excluded. Only records that hold text are parsed; all others are passed on as the bytes they are.
 */
import type { StoredRecord } from '../log/log.js'

export interface SinkFilter {
  readonly content: 'exclude' | 'include'
  /** Event types to deliver; undefined is all. */
  readonly events: readonly string[] | undefined
}

/** Re-encodes an event without its fields of class `text`. @throws when it cannot tell. */
export type RemoveText = (event: string, bytes: Uint8Array) => Uint8Array

export interface Filtered {
  readonly records: readonly StoredRecord[]
  /** Text could not be removed: never delivered, they go to the dead letters. */
  readonly unreadable: readonly StoredRecord[]
}

export type ApplyFilter = (records: readonly StoredRecord[]) => Filtered

export function createFilter(filter: SinkFilter | undefined, removeText: RemoveText): ApplyFilter {
  const events = filter?.events === undefined ? undefined : new Set(filter.events)
  const exclude = filter?.content === 'exclude'
  return (all) => {
    if (events === undefined && !exclude) return { records: all, unreadable: [] }
    const records: StoredRecord[] = []
    const unreadable: StoredRecord[] = []
    for (const record of all) {
      if (events !== undefined && !events.has(record.event)) continue
      if (!exclude || !record.hasText) {
        records.push(record)
        continue
      }
      try {
        records.push({ ...record, bytes: removeText(record.event, record.bytes), hasText: false })
      } catch {
        unreadable.push(record)
      }
    }
    return { records, unreadable }
  }
}
