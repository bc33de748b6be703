/** Stores new records. The check for duplicates and the append are one transaction. */
import { splitBySize } from '../../runtime/split-by-size.js'
import type { AppendResult, NewRecord } from '../log.js'
import { type ChunkRecord, encodeChunk } from './chunk.js'
import type { ChunkKeys } from './chunk-keys.js'
import type { ChunkReader } from './chunk-reader.js'
import type { GroupCommit, TransactionStep } from './group-commit.js'
import type { IdAppend, IdIndex } from './ids.js'
import { sealChunk } from './sealed-chunk.js'
import type { LogState } from './state.js'
import { type Store, sequenceKey } from './store.js'
import { ULID_BYTES, writeUlid } from './ulid-bytes.js'

export interface Appended {
  readonly results: readonly AppendResult[]
  /** Counts the results that are `stored`. */
  readonly stored: number
}

/**
 * A chunk of a megabyte needs a run of 256 free pages in the file, and a reader in the middle of a chunk
 * skips at most 1,000 records.
 */
const CHUNK_LIMITS = { items: 1_000, bytes: 1_048_576 }
/**
 * Records of one transaction, which is a piece of work that nothing interrupts: so many take some milliseconds. A single
 * append may have more.
 */
export const TRANSACTION_RECORDS = 2_500
/** Characters of a tenant id or an event type: a chunk holds their length in one byte. */
const MAX_NAME = 64

interface PendingAppend {
  readonly records: readonly NewRecord[]
  /** Holds the 16 bytes of each record's id. */
  readonly ids: Uint8Array
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** The appends that one step stores. */
interface AppendGroup {
  readonly appends: PendingAppend[]
  records: number
  isFull: boolean
}

/**
 * @throws RangeError for a record whose id is no ULID or whose names are too long: a mistake of the caller
 */
const encodeIds = (records: readonly NewRecord[]): Uint8Array => {
  const ids = new Uint8Array(records.length * ULID_BYTES)
  let to = 0
  for (const record of records) {
    writeUlid(record.id, ids, to)
    to += ULID_BYTES
    if (record.tenantId.length > MAX_NAME || record.event.length > MAX_NAME)
      throw new RangeError('name too long')
  }
  return ids
}

const joinIds = (appends: readonly PendingAppend[]): Uint8Array => {
  const [first] = appends
  return first !== undefined && appends.length === 1
    ? first.ids
    : Buffer.concat(appends.map(({ ids }) => ids))
}

/**
 * Appends that wait for the same transaction are one step of it: their ids are written by second, their records by
 * chunk.
 */
const createStep = (
  { store, index, keys, reader, now }: AppendsOptions,
  group: AppendGroup,
  closeGroup: () => void,
): TransactionStep => {
  const { appends } = group
  let written: { readonly first: number; readonly plain: Buffer }[] = []
  let results: AppendResult[] = []
  let idAppend: IdAppend | undefined

  return {
    endsTransaction: () => group.isFull,
    run(state: LogState): LogState {
      closeGroup()
      results = []
      written = []
      const ids = joinIds(appends)
      idAppend = index.append(ids, now())
      const fresh: ChunkRecord[] = []
      let bytes = 0
      let idAt = 0
      for (const { records } of appends) {
        for (const record of records) {
          const isNew = idAppend.add(record.tenantId, idAt)
          if (isNew) {
            fresh.push({ record, ids, idAt })
            bytes += record.bytes.length
          }
          results.push(isNew ? 'stored' : 'duplicate')
          idAt += ULID_BYTES
        }
      }
      if (fresh.length === 0) return state
      let first = state.head + 1
      idAppend.write(first)
      for (const part of splitBySize(fresh, CHUNK_LIMITS, ({ record }) => record.bytes.length)) {
        const plain = encodeChunk(part)
        store.chunks.put(sequenceKey(first), sealChunk(plain, first, keys.current()))
        written.push({ first, plain })
        first += part.length
      }
      return { ...state, head: state.head + fresh.length, bytes: state.bytes + bytes }
    },
    committed() {
      for (const { first, plain } of written) reader.remember(first, plain)
      let from = 0
      for (const { records, resolve } of appends) {
        const own = results.slice(from, from + records.length)
        from += records.length
        resolve({ results: own, stored: own.filter((result) => result === 'stored').length })
      }
    },
    failed(error) {
      closeGroup()
      idAppend?.undo()
      for (const { reject } of appends) reject(error)
    },
  }
}

export interface Appends {
  append(records: readonly NewRecord[]): Promise<Appended>
}

export interface AppendsOptions {
  readonly store: Store
  readonly index: IdIndex
  readonly keys: ChunkKeys
  readonly reader: ChunkReader
  readonly groupCommit: GroupCommit
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
}

export const createAppends = (options: AppendsOptions): Appends => {
  /** The appends of the last step that waits for its transaction. */
  let group: AppendGroup | undefined

  const addTo = (group: AppendGroup, append: PendingAppend): void => {
    group.appends.push(append)
    group.records += append.records.length
  }

  const beginGroup = (append: PendingAppend): void => {
    const own: AppendGroup = { appends: [], records: 0, isFull: false }
    addTo(own, append)
    group = own
    const step = createStep(options, own, () => {
      if (group === own) group = undefined
    })
    options.groupCommit.add(step)
  }

  return {
    append: (records) =>
      new Promise((resolve, reject) => {
        const append = { records, ids: encodeIds(records), resolve, reject }
        if (group !== undefined && group.records + records.length <= TRANSACTION_RECORDS) {
          addTo(group, append)
          return
        }
        if (group !== undefined) group.isFull = true
        beginGroup(append)
      }),
  }
}
