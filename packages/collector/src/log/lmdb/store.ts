/**
 * Opens the tables of the store and makes their keys.
 *
 * Transactions are LMDB's plain ones (`overlappingSync: false`): the promise of a transaction resolves after
 * fdatasync and the synchronous write of the meta page, so that resolved means on disk. By default lmdb-js
 * resolves before the flush, and when the disk is full it never settles `flushed`; in measurements the plain
 * mode was not slower for grouped appends. `eventTurnBatching` is off because its internal promise rejects
 * unhandled when a commit fails; group-commit.ts groups the writes.
 */
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'

/** Bytes of address space that are reserved at the start. The file grows as needed, and so does the map. */
const MAP_BYTES = 4 * 1024 ** 3

export type Table = Database<Buffer, Buffer>

export interface Store {
  readonly env: RootDatabase<Buffer, Buffer>
  readonly meta: Table
  /** Maps the first sequence number of a chunk to the chunk. */
  readonly chunks: Table
  /** Maps tenant, second and first sequence number to the ids that an append has of that second. */
  readonly ids: Table
  /** Maps time of receipt and first sequence number to the keys in `ids` that were written then. */
  readonly expiry: Table
  readonly readers: Table
  /** Holds ids in blocks, and by the day of receipt which seconds have blocks; id-blocks.ts says how. */
  readonly blocks: Table
  readonly days: Table
}

/** Returns the path of the store's file. */
export const dataFile = (dir: string): string => join(dir, 'data.mdb')

export const openStore = (dir: string): Store => {
  const binary = { encoding: 'binary', keyEncoding: 'binary' } as const
  // Without `noSubdir: false`, LMDB would take a folder with a dot in its name for a file.
  const env = open<Buffer, Buffer>({
    path: dir,
    noSubdir: false,
    mapSize: MAP_BYTES,
    maxDbs: 8,
    overlappingSync: false,
    eventTurnBatching: false,
    ...binary,
  })
  const table = (name: string): Table => env.openDB<Buffer, Buffer>({ name, ...binary })
  return {
    env,
    meta: table('meta'),
    chunks: table('chunks'),
    ids: table('id-runs'),
    expiry: table('id-run-expiry'),
    readers: table('readers'),
    blocks: table('id-blocks'),
    days: table('id-block-days'),
  }
}

export const textKey = (text: string): Buffer => Buffer.from(text, 'utf8')

export const SEQUENCE_BYTES = 6

/** Makes a key of six bytes, big endian, for 2^48 sequence numbers. */
export const sequenceKey = (sequence: number): Buffer => {
  const key = Buffer.allocUnsafe(SEQUENCE_BYTES)
  key.writeUIntBE(sequence, 0, SEQUENCE_BYTES)
  return key
}

export const readSequenceKey = (key: Uint8Array): number =>
  Buffer.from(key.buffer, key.byteOffset, key.byteLength).readUIntBE(0, SEQUENCE_BYTES)

export const expiryKey = (time: number, sequence: number): Buffer => {
  const key = Buffer.allocUnsafe(12)
  key.writeUIntBE(Math.max(0, Math.floor(time)), 0, 6)
  key.writeUIntBE(sequence, 6, 6)
  return key
}
