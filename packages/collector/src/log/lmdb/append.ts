/** The step that stores new records: the check for duplicates and the append are one transaction. */
import type { AppendResult, NewRecord } from '../log.js'
import { type ChunkRecord, encodeChunk } from './chunk.js'
import type { IdAppend, IdIndex } from './ids.js'
import type { LogState } from './state.js'
import { type Store, sequenceKey } from './store.js'
import { ULID_BYTES, writeUlid } from './ulid-bytes.js'
import type { WriteStep } from './writer.js'

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

/** @throws RangeError for a record whose id is no ULID or whose names do not fit: a mistake of the caller. */
export const createAppendSteps =
  (store: Store, index: IdIndex, now: () => number) =>
  (
    records: readonly NewRecord[],
    resolve: (appended: Appended) => void,
    reject: (error: unknown) => void,
  ): WriteStep => {
    const ids = new Uint8Array(records.length * ULID_BYTES)
    let to = 0
    for (const record of records) {
      writeUlid(record.id, ids, to)
      to += ULID_BYTES
      if (record.tenantId.length > 64 || record.event.length > 64) throw new RangeError('name too long')
    }
    let results: AppendResult[] = []
    let stored = 0
    let added: IdAppend | undefined

    return {
      run(draft: LogState): LogState {
        results = []
        added = index.append(ids)
        const fresh: ChunkRecord[] = []
        let bytes = 0
        let idAt = -ULID_BYTES
        for (const record of records) {
          idAt += ULID_BYTES
          if (added.add(record.tenantId, record.id, idAt)) {
            fresh.push({ record, ids, idAt })
            bytes += record.bytes.length
            results.push('stored')
          } else {
            results.push('duplicate')
          }
        }
        stored = fresh.length
        if (stored === 0) return draft
        added.write(now(), draft.head + 1)
        let first = draft.head + 1
        for (const part of split(fresh)) {
          store.chunks.put(sequenceKey(first), encodeChunk(part))
          first += part.length
        }
        return { ...draft, head: draft.head + stored, bytes: draft.bytes + bytes }
      },
      done: () => resolve({ results, stored }),
      failed(error) {
        added?.undo()
        reject(error)
      },
    }
  }
