/**
 * A chunk as it is stored: encrypted, and with a tag by which damage to any of its bytes is found.
 *
 *   0  u8   format, 2
 *   4  u32  number of records
 *   8  f64  bytes of all records
 *  16  u32  number of the key
 *  20  u32  CRC-32 of the twenty bytes before, for those who need nothing else of the chunk
 *  24  nonce, 12 bytes
 *  36  tag of AES-128-GCM, 16 bytes
 *  52  the chunk as chunk.ts encodes it, encrypted
 *
 * Format 1 is a chunk as chunk.ts encodes it, without encryption, as earlier versions stored it.
 */
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type ChunkHeader, PLAIN_FORMAT, readChunkHeader } from './chunk.js'
import type { ChunkKey } from './chunk-keys.js'
import { sequenceKey } from './store.js'

const FORMAT = 2
const CIPHER = 'aes-128-gcm'
const COUNT_AT = 4
const BYTES_AT = 8
const KEY_AT = 16
const CRC_AT = 20
const NONCE_AT = 24
const TAG_AT = 36
const DATA_AT = 52

/** A stored chunk is not what was stored. The message holds nothing of it. */
export class DamagedChunkError extends Error {
  override readonly name = 'DamagedChunkError'
  constructor(readonly reason: 'format' | 'head' | 'key' | 'content') {
    super(`a chunk of the log is damaged (${reason})`)
  }
}

/** Returns what the tag covers beside the records: the head, and the place of the chunk in the log. */
const checkedBeside = (value: Buffer, first: number): Buffer =>
  Buffer.concat([value.subarray(0, CRC_AT), sequenceKey(first)])

/**
 * @param plain a chunk as `encodeChunk` returns it
 * @param first the sequence number of the chunk's first record
 */
export const sealChunk = (plain: Buffer, first: number, key: ChunkKey): Buffer => {
  const sealed = Buffer.allocUnsafeSlow(DATA_AT + plain.length)
  const { count, bytes } = readChunkHeader(plain)
  sealed.fill(0, 0, COUNT_AT)
  sealed[0] = FORMAT
  sealed.writeUInt32LE(count, COUNT_AT)
  sealed.writeDoubleLE(bytes, BYTES_AT)
  sealed.writeUInt32LE(key.number, KEY_AT)
  sealed.writeUInt32LE(crc32(sealed.subarray(0, CRC_AT)), CRC_AT)
  const nonce = sealed.subarray(NONCE_AT, TAG_AT)
  randomFillSync(nonce)
  const cipher = createCipheriv(CIPHER, key.bytes, nonce)
  cipher.setAAD(checkedBeside(sealed, first))
  sealed.set(cipher.update(plain), DATA_AT)
  cipher.final()
  sealed.set(cipher.getAuthTag(), TAG_AT)
  return sealed
}

const checkHead = (value: Buffer): void => {
  if (value[0] !== FORMAT) throw new DamagedChunkError('format')
  if (value.length < DATA_AT || value.readUInt32LE(CRC_AT) !== crc32(value.subarray(0, CRC_AT)))
    throw new DamagedChunkError('head')
}

/** @throws DamagedChunkError */
export const readSealedHeader = (value: Buffer): ChunkHeader => {
  if (value[0] === PLAIN_FORMAT) return readChunkHeader(value)
  checkHead(value)
  return { count: value.readUInt32LE(COUNT_AT), bytes: value.readDoubleLE(BYTES_AT) }
}

/**
 * Returns the number of the key; 0 for a chunk that is not encrypted.
 *
 * @throws DamagedChunkError
 */
export const keyNumberOf = (value: Buffer): number => {
  if (value[0] === PLAIN_FORMAT) return 0
  checkHead(value)
  return value.readUInt32LE(KEY_AT)
}

/**
 * Returns the chunk as it was before `sealChunk`.
 *
 * @param first the sequence number of the chunk's first record
 * @throws DamagedChunkError
 */
export const openChunk = (
  value: Buffer,
  first: number,
  keyOf: (number: number) => Buffer | undefined,
): Buffer => {
  const number = keyNumberOf(value)
  if (number === 0) return value
  const key = keyOf(number)
  if (key === undefined) throw new DamagedChunkError('key')
  const decipher = createDecipheriv(CIPHER, key, value.subarray(NONCE_AT, TAG_AT), {
    authTagLength: DATA_AT - TAG_AT,
  })
  decipher.setAAD(checkedBeside(value, first))
  decipher.setAuthTag(value.subarray(TAG_AT, DATA_AT))
  try {
    const plain = decipher.update(value.subarray(DATA_AT))
    decipher.final()
    return plain
  } catch {
    throw new DamagedChunkError('content')
  }
}
