import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewRecord, StoredRecord } from '../log.js'
import { decodeChunk, encodeChunk, readChunkHeader } from './chunk.js'
import { readUlid, ULID_BYTES, writeUlid } from './ulid-bytes.js'

const ulids = fc
  .tuple(
    fc.constantFrom(...'01234567'),
    fc.array(fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), { minLength: 25, maxLength: 25 }),
  )
  .map(([first, rest]) => first + rest.join(''))

const bytesOf = (ulid: string): Buffer => {
  const bytes = Buffer.alloc(ULID_BYTES)
  writeUlid(ulid, bytes, 0)
  return bytes
}

test('a ULID is read back from its 16 bytes, which sort as it does', () => {
  fc.assert(
    fc.property(ulids, ulids, (a, b) => {
      expect(readUlid(bytesOf(a), 0)).toBe(a)
      expect(Math.sign(Buffer.compare(bytesOf(a), bytesOf(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
    }),
  )
})

test('refuses what is no ULID', () => {
  const notUlid = fc.oneof(
    fc.string(),
    fc.string({ minLength: 26, maxLength: 26 }),
    ulids.map((id) => id.toLowerCase()),
  )
  fc.assert(
    fc.property(notUlid, (text) => {
      fc.pre(!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text))
      expect(() => bytesOf(text)).toThrow(RangeError)
    }),
  )
})

const records: fc.Arbitrary<NewRecord> = fc.record({
  id: ulids,
  tenantId: fc.constantFrom('a', 'acme', 'x'.repeat(40)),
  event: fc.constantFrom('page_view', 'custom'),
  time: fc.double({ noNaN: true }),
  receivedAt: fc.double({ noNaN: true }),
  hasText: fc.boolean(),
  bytes: fc.uint8Array({ maxLength: 300 }),
})

test('records are read back from a chunk, beginning at any of them', () => {
  fc.assert(
    fc.property(fc.array(records, { minLength: 1, maxLength: 20 }), fc.nat(20), (all, skip) => {
      const chunk = encodeChunk(all.map((record) => ({ record, ids: bytesOf(record.id), idAt: 0 })))
      const bytes = all.reduce((sum, record) => sum + record.bytes.length, 0)
      expect(readChunkHeader(chunk)).toEqual({ count: all.length, bytes })
      const read: StoredRecord[] = []
      decodeChunk(chunk, 1_000, skip, (record) => read.push(record) > 0)
      expect(read.map((record) => ({ ...record, bytes: [...record.bytes] }))).toEqual(
        all.map((record, i) => ({ ...record, bytes: [...record.bytes], sequence: 1_000 + i })).slice(skip),
      )
    }),
  )
})

test('refuses a chunk of another format', () => {
  expect(() => readChunkHeader(Buffer.from([2, 0, 0, 0]))).toThrow('the log holds a chunk of format 2')
})
