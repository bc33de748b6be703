/** Reads records from a sequence on, also from the middle of a chunk. */
import type { ReadLimit, StoredRecord } from '../log.js'
import { decodeChunk } from './chunk.js'
import { readSequenceKey, type Store, sequenceKey } from './store.js'

/** At least one record when there is one at `from`; never one behind `to`. */
export const readRecords = (store: Store, from: number, to: number, limit: ReadLimit): StoredRecord[] => {
  const records: StoredRecord[] = []
  if (from > to) return records
  let bytes = 0
  let more = true
  const take = (record: StoredRecord): boolean => {
    more =
      record.sequence <= to &&
      records.length < limit.records &&
      (records.length === 0 || bytes + record.bytes.length <= limit.bytes)
    if (!more) return false
    records.push(record)
    bytes += record.bytes.length
    return true
  }
  for (const key of store.chunks.getKeys({ start: sequenceKey(from), reverse: true, limit: 1 })) {
    const first = readSequenceKey(key)
    const value = store.chunks.get(key)
    if (value !== undefined && first < from) decodeChunk(value, first, from - first, take)
  }
  if (!more) return records
  for (const { key, value } of store.chunks.getRange({ start: sequenceKey(from) })) {
    decodeChunk(value, readSequenceKey(key), 0, take)
    if (!more) break
  }
  return records
}
