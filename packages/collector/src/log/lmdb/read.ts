/** Reads records from a sequence number on, which may be in the middle of a chunk. */
import type { ReadLimit, StoredRecord } from '../log.js'
import { decodeChunk } from './chunk.js'
import { readSequenceKey, type Store, sequenceKey } from './store.js'

/** Returns at least one record when there is one at `from`, and never one behind `to`. */
export const readRecords = (store: Store, from: number, to: number, limit: ReadLimit): StoredRecord[] => {
  const records: StoredRecord[] = []
  if (from > to) return records
  let bytes = 0
  let isWithin = true
  const take = (record: StoredRecord): boolean => {
    isWithin =
      record.sequence <= to &&
      records.length < limit.records &&
      (records.length === 0 || bytes + record.bytes.length <= limit.bytes)
    if (!isWithin) return false
    records.push(record)
    bytes += record.bytes.length
    return true
  }
  for (const key of store.chunks.getKeys({ start: sequenceKey(from), reverse: true, limit: 1 })) {
    const first = readSequenceKey(key)
    const value = store.chunks.get(key)
    if (value !== undefined && first < from) decodeChunk(value, first, from - first, take)
  }
  if (!isWithin) return records
  for (const { key, value } of store.chunks.getRange({ start: sequenceKey(from) })) {
    decodeChunk(value, readSequenceKey(key), 0, take)
    if (!isWithin) break
  }
  return records
}
