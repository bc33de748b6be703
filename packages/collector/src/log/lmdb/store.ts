/**
 * The tables of the store and their keys.
 *
 * Transactions are LMDB's plain ones (`overlappingSync: false`): the promise of a transaction resolves after
 * fdatasync and the synchronous write of the meta page, so resolved means on disk. lmdb-js's default resolves
 * before the flush and, when the disk is full, never settles `flushed`; measured, the plain mode is not slower
 * for grouped appends. `eventTurnBatching` is off because its internal promise rejects unhandled when a commit
 * fails; grouping is done in writer.ts.
 */
import { type Database, open, type RootDatabase } from 'lmdb'

/** Virtual address space, reserved at once; the file grows as it is needed, the map too. */
const MAP_BYTES = 4 * 1024 ** 3

type Table = Database<Buffer, Buffer>

export interface Store {
  readonly env: RootDatabase<Buffer, Buffer>
  readonly meta: Table
  /** First sequence → chunk. */
  readonly chunks: Table
  /** Tenant, second and first sequence → the ids of an append that claim that second. */
  readonly ids: Table
  /** Time of receipt and first sequence → the keys in `ids` that were written then. */
  readonly expiry: Table
  readonly readers: Table
  /** Empty but while freed pages are overwritten. */
  readonly blank: Table
}

export const openStore = (dir: string): Store => {
  const binary = { encoding: 'binary', keyEncoding: 'binary' } as const
  // A trailing slash is removed by LMDB; `noSubdir: false` keeps a folder with a dot in its name a folder.
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
    blank: table('blank'),
  }
}

export const textKey = (text: string): Buffer => Buffer.from(text, 'utf8')

const SEQUENCE_BYTES = 6

/** Six bytes, big endian: 2^48 sequences. */
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
