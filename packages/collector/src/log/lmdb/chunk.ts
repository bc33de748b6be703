/**
 * A chunk holds many records in one value of the store, which sealed-chunk.ts encrypts. Their headers are readable without parsing JSON, and
 * the bytes of a record are a view on the value.
 *
 *   0  u8   format, 1
 *   2  u16  number of names
 *   4  u32  number of records
 *   8  f64  bytes of all records
 *  16  names (tenants and event types): u8 length, ASCII
 *      one index entry of 41 bytes per record: id 16, time f64, receivedAt f64, tenant u16, event u16, flags
 *      u8, size u32 the records' bytes, one after the other
 */
import type { NewRecord, StoredRecord } from '../log.js'
import { readUlid, ULID_BYTES } from './ulid-bytes.js'

/** Begins a chunk that is not encrypted. */
export const PLAIN_FORMAT = 1
/** The names begin after this many bytes. */
const HEADER = 16
/** An index entry has this many bytes. */
const ENTRY = 41
/** This flag is set for records that hold text. */
const HAS_TEXT = 1

export interface ChunkRecord {
  readonly record: NewRecord
  readonly ids: Uint8Array
  /** Says at which offset in `ids` the 16 bytes of the record's id begin. */
  readonly idAt: number
}

export interface ChunkHeader {
  readonly count: number
  /** Counts the bytes of all records, without headers. */
  readonly bytes: number
}

const readAscii = (value: Buffer, from: number, length: number): string =>
  value.toString('latin1', from, from + length)

export const encodeChunk = (records: readonly ChunkRecord[]): Buffer => {
  const names = new Map<string, number>()
  let namesSize = 0
  let bytes = 0
  const indexOf = (name: string): number => {
    const known = names.get(name)
    if (known !== undefined) return known
    const added = names.size
    names.set(name, added)
    namesSize += 1 + name.length
    return added
  }
  /** Holds the tenant and the event type of each record, as indices into the names. */
  const indices = new Uint16Array(records.length * 2)
  let next = 0
  for (const { record } of records) {
    indices[next++] = indexOf(record.tenantId)
    indices[next++] = indexOf(record.event)
    bytes += record.bytes.length
  }
  next = 0

  let entry = HEADER + namesSize
  let data = entry + records.length * ENTRY
  const value = Buffer.allocUnsafeSlow(data + bytes)
  value[0] = PLAIN_FORMAT
  value[1] = 0
  value.writeUInt16LE(names.size, 2)
  value.writeUInt32LE(records.length, 4)
  value.writeDoubleLE(bytes, 8)
  let at = HEADER
  for (const name of names.keys()) {
    value[at] = name.length
    value.write(name, at + 1, 'latin1')
    at += 1 + name.length
  }
  for (const { record, ids, idAt } of records) {
    for (let i = 0; i < ULID_BYTES; i++) value[entry + i] = ids[idAt + i] ?? 0
    value.writeDoubleLE(record.time, entry + 16)
    value.writeDoubleLE(record.receivedAt, entry + 24)
    value.writeUInt16LE(indices[next++] ?? 0, entry + 32)
    value.writeUInt16LE(indices[next++] ?? 0, entry + 34)
    value[entry + 36] = record.hasText ? HAS_TEXT : 0
    value.writeUInt32LE(record.bytes.length, entry + 37)
    entry += ENTRY
  }
  for (const range of contiguousBytes(records)) {
    value.set(range, data)
    data += range.length
  }
  return value
}

/** The records of a request usually lie one behind the other in memory, so that they are copied together. */
function* contiguousBytes(records: readonly ChunkRecord[]): Generator<Uint8Array> {
  let buffer: ArrayBufferLike | undefined
  let from = 0
  let to = 0
  for (const { record } of records) {
    const { bytes } = record
    if (bytes.buffer !== buffer || bytes.byteOffset !== to) {
      if (buffer !== undefined) yield new Uint8Array(buffer, from, to - from)
      buffer = bytes.buffer
      from = bytes.byteOffset
    }
    to = bytes.byteOffset + bytes.length
  }
  if (buffer !== undefined) yield new Uint8Array(buffer, from, to - from)
}

export const readChunkHeader = (value: Buffer): ChunkHeader => {
  if (value[0] !== PLAIN_FORMAT)
    throw new Error(`the log holds a chunk of format ${value[0]}; this version reads ${PLAIN_FORMAT}`)
  return { count: value.readUInt32LE(4), bytes: value.readDoubleLE(8) }
}

/**
 * Passes the records of a chunk to `take` until it returns false.
 *
 * @param first the sequence number of the chunk's first record
 * @param skip how many records are left out
 */
export const decodeChunk = (
  value: Buffer,
  first: number,
  skip: number,
  take: (record: StoredRecord) => boolean,
): void => {
  const { count } = readChunkHeader(value)
  const names: string[] = []
  let entry = HEADER
  for (let i = value.readUInt16LE(2); i > 0; i--) {
    const length = value[entry] ?? 0
    names.push(readAscii(value, entry + 1, length))
    entry += 1 + length
  }
  let data = entry + count * ENTRY
  for (let i = 0; i < count; i++, entry += ENTRY) {
    const size = value.readUInt32LE(entry + 37)
    if (i >= skip) {
      const more = take({
        sequence: first + i,
        id: readUlid(value, entry),
        tenantId: names[value.readUInt16LE(entry + 32)] ?? '',
        event: names[value.readUInt16LE(entry + 34)] ?? '',
        time: value.readDoubleLE(entry + 16),
        receivedAt: value.readDoubleLE(entry + 24),
        hasText: value[entry + 36] === HAS_TEXT,
        bytes: value.subarray(data, data + size),
      })
      if (!more) return
    }
    data += size
  }
}
