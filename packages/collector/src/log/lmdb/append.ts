/** The step that stores new records: the check for duplicates and the append are one transaction. */
import type { AppendResult, NewRecord } from '../log.js'
import { type ChunkRecord, encodeChunk } from './chunk.js'
import type { IdAppend, IdIndex } from './ids.js'
import type { LogState } from './state.js'
import { type Store, sequenceKey } from './store.js'
import { ULID_BYTES, writeUlid } from './ulid-bytes.js'
import type { Writer, WriteStep } from './writer.js'

export interface Appended {
  readonly results: readonly AppendResult[]
  readonly stored: number
}

/** A chunk of a megabyte needs a run of 256 free pages in the file; a reader in the middle of one skips at most 1,000 entries. */
const CHUNK_BYTES = 1_048_576
const CHUNK_RECORDS = 1_000

const split = (records: readonly ChunkRecord[]): ChunkRecord[][] => {
  const parts: ChunkRecord[][] = []
  let part: ChunkRecord[] = []
  let bytes = 0
  for (const entry of records) {
    const size = entry.record.bytes.length
    if (part.length > 0 && (part.length === CHUNK_RECORDS || bytes + size > CHUNK_BYTES)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(entry)
    bytes += size
  }
  parts.push(part)
  return parts
}

interface Request {
  readonly records: readonly NewRecord[]
  /** 16 bytes of each record's id. */
  readonly ids: Uint8Array
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** @throws RangeError for a record whose id is no ULID or whose names do not fit: a mistake of the caller. */
const idsOf = (records: readonly NewRecord[]): Uint8Array => {
  const ids = new Uint8Array(records.length * ULID_BYTES)
  let to = 0
  for (const record of records) {
    writeUlid(record.id, ids, to)
    to += ULID_BYTES
    if (record.tenantId.length > 64 || record.event.length > 64) throw new RangeError('name too long')
  }
  return ids
}

const joined = (requests: readonly Request[]): Uint8Array => {
  const [first] = requests
  return first !== undefined && requests.length === 1
    ? first.ids
    : Buffer.concat(requests.map(({ ids }) => ids))
}

/** What waits when a transaction begins is one step of it: its ids are written by second, its records by chunk. */
const createStep = (
  store: Store,
  index: IdIndex,
  now: () => number,
  take: () => readonly Request[],
): WriteStep => {
  let requests: readonly Request[] = []
  let results: AppendResult[] = []
  let added: IdAppend | undefined

  return {
    run(draft: LogState): LogState {
      requests = take()
      results = []
      const ids = joined(requests)
      added = index.append(ids)
      const fresh: ChunkRecord[] = []
      let bytes = 0
      let idAt = 0
      for (const { records } of requests) {
        for (const record of records) {
          const isNew = added.add(record.tenantId, idAt)
          if (isNew) {
            fresh.push({ record, ids, idAt })
            bytes += record.bytes.length
          }
          results.push(isNew ? 'stored' : 'duplicate')
          idAt += ULID_BYTES
        }
      }
      if (fresh.length === 0) return draft
      let first = draft.head + 1
      added.write(now(), first)
      for (const part of split(fresh)) {
        store.chunks.put(sequenceKey(first), encodeChunk(part))
        first += part.length
      }
      return { ...draft, head: draft.head + fresh.length, bytes: draft.bytes + bytes }
    },
    done() {
      let from = 0
      for (const { records, resolve } of requests) {
        const own = results.slice(from, from + records.length)
        from += records.length
        resolve({ results: own, stored: own.filter((result) => result === 'stored').length })
      }
    },
    failed(error) {
      added?.undo()
      for (const { reject } of requests.length > 0 ? requests : take()) reject(error)
    },
  }
}

export interface Appends {
  append(records: readonly NewRecord[]): Promise<Appended>
}

export const createAppends = (store: Store, index: IdIndex, writer: Writer, now: () => number): Appends => {
  /** Of the step that waits for its transaction. */
  let waiting: Request[] | undefined

  const take = (): readonly Request[] => {
    const requests = waiting ?? []
    waiting = undefined
    return requests
  }

  return {
    append: (records) =>
      new Promise((resolve, reject) => {
        const request = { records, ids: idsOf(records), resolve, reject }
        if (waiting !== undefined) {
          waiting.push(request)
          return
        }
        waiting = [request]
        writer.add(createStep(store, index, now, take))
      }),
  }
}
