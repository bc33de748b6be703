/** Reads records from a sequence number on, which may be in the middle of a chunk. */
import type { ReadLimit, StoredRecord } from '../log.js'
import { decodeChunk } from './chunk.js'
import type { ChunkReader } from './chunk-reader.js'
import { readSequenceKey, type Store, sequenceKey } from './store.js'

export interface ReadRecords {
  readonly records: StoredRecord[]
  /**
   * Holds the last sequence number that was read, which is behind the last record when a damaged chunk follows
   * it; `from - 1` when there is nothing.
   */
  readonly to: number
}

/** Returns at least one record when there is a readable one at `from`, and never one behind `to`. */
export const readRecords = (
  store: Store,
  reader: ChunkReader,
  from: number,
  to: number,
  limit: ReadLimit,
): ReadRecords => {
  const records: StoredRecord[] = []
  let reached = from - 1
  if (from > to) return { records, to: reached }
  let bytes = 0
  let isWithin = true
  const take = (record: StoredRecord): boolean => {
    isWithin =
      record.sequence <= to &&
      records.length < limit.records &&
      (records.length === 0 || bytes + record.bytes.length <= limit.bytes)
    if (!isWithin) return false
    records.push(record)
    reached = record.sequence
    bytes += record.bytes.length
    return true
  }
  const takeChunk = (first: number, skip: number): void => {
    const plain = reader.read(first)
    if (plain === undefined) reached = Math.max(reached, Math.min(to, reader.lastOf(first)))
    else decodeChunk(plain, first, skip, take)
  }
  for (const key of store.chunks.getKeys({ start: sequenceKey(from), reverse: true, limit: 1 })) {
    const first = readSequenceKey(key)
    if (first < from) takeChunk(first, from - first)
  }
  if (!isWithin || reached >= to) return { records, to: reached }
  for (const key of store.chunks.getKeys({ start: sequenceKey(from) })) {
    takeChunk(readSequenceKey(key), 0)
    if (!isWithin || reached >= to) break
  }
  return { records, to: reached }
}
