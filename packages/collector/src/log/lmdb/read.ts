/** Reads records from a sequence number on, which may be in the middle of a chunk. */
import { createSlices } from '../../runtime/slices.js'
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

/**
 * Reads at least one record when there is a readable one at `from`, and never one behind `to`. It yields between
 * chunks, so that the caller may pause. Chunks that are trimmed meanwhile are passed over.
 */
export function* readChunks(
  store: Store,
  reader: ChunkReader,
  from: number,
  to: number,
  limit: ReadLimit,
): Generator<void, ReadRecords> {
  const records: StoredRecord[] = []
  let reached = from - 1
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
  let first = from > to ? undefined : (chunkOf(store, from) ?? chunkFrom(store, from))
  while (first !== undefined) {
    const plain = reader.read(first)
    if (plain === undefined) reached = Math.max(reached, Math.min(to, reader.lastOf(first)))
    else decodeChunk(plain, first, Math.max(0, from - first), take)
    if (!isWithin || reached >= to) break
    yield
    first = chunkFrom(store, Math.max(first, reached) + 1)
  }
  return { records, to: reached }
}

/** Reads in one go. */
export const readRecords = (...args: Parameters<typeof readChunks>): ReadRecords => {
  const reading = readChunks(...args)
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
  }
}

/** Reads and lets the event loop serve connections between two slices. */
export const readRecordsInSlices = async (...args: Parameters<typeof readChunks>): Promise<ReadRecords> => {
  const slices = createSlices()
  const reading = readChunks(...args)
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
    if (slices.isOver()) await slices.next()
  }
}

/** Returns the first sequence number of the first chunk that begins at `from` or behind it. */
const chunkFrom = (store: Store, from: number): number | undefined => {
  for (const key of store.chunks.getKeys({ start: sequenceKey(from), limit: 1 })) return readSequenceKey(key)
  return undefined
}

/** Returns the first sequence number of the last chunk that begins at `from` or before it. */
const chunkOf = (store: Store, from: number): number | undefined => {
  for (const key of store.chunks.getKeys({ start: sequenceKey(from), reverse: true, limit: 1 }))
    return readSequenceKey(key)
  return undefined
}
