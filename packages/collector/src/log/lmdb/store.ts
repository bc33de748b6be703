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
import { ULID_BYTES } from './ulid-bytes.js'

/** Virtual address space, reserved at once; the file grows as it is needed, the map too. */
const MAP_BYTES = 4 * 1024 ** 3

type Table = Database<Buffer, Buffer>

export interface Store {
  readonly env: RootDatabase<Buffer, Buffer>
  readonly meta: Table
  /** First sequence → chunk. */
  readonly chunks: Table
  /** Tenant and id → nothing. */
  readonly ids: Table
  /** Time of receipt and first sequence → the ids stored then. */
  readonly expiry: Table
  readonly readers: Table
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
    ids: table('ids'),
    expiry: table('expiry'),
    readers: table('readers'),
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

/**
 * Keys of ids: the tenant, then 16 bytes. Two tenants of different length have keys of different length, so no
 * two pairs share a key. One buffer per tenant is enough: a put inside a transaction copies its key at once.
 */
export const createIdKeys = (): ((tenantId: string, ids: Uint8Array, at: number) => Buffer) => {
  const buffers = new Map<string, Buffer>()
  return (tenantId, ids, at) => {
    let key = buffers.get(tenantId)
    if (key === undefined) {
      key = Buffer.alloc(tenantId.length + ULID_BYTES)
      key.write(tenantId, 0, 'latin1')
      buffers.set(tenantId, key)
    }
    const from = tenantId.length
    for (let i = 0; i < ULID_BYTES; i++) key[from + i] = ids[at + i] ?? 0
    return key
  }
}
