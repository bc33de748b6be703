/** The step that stores new records: the check for duplicates and the append are one transaction. */
import type { AppendResult, NewRecord } from '../log.js'
import { type ChunkRecord, encodeChunk } from './chunk.js'
import type { LogState } from './state.js'
import { createIdKeys, expiryKey, type Store, sequenceKey } from './store.js'
import { ULID_BYTES, writeUlid } from './ulid-bytes.js'
import type { WriteStep } from './writer.js'

const NOTHING = Buffer.alloc(0)
const NO_OVERWRITE = { noOverwrite: true }

export interface Appended {
  readonly results: readonly AppendResult[]
  readonly stored: number
}

/** A chunk of a megabyte needs a run of 256 free pages in the file, and 1,000 ids are forgotten in about 2 ms. */
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

/**
 * The ids of consecutive records of one tenant, for the expiry table: u8 length, tenant, u32 count, the ids.
 * Requests are of one tenant, so this is nearly always one run.
 */
const encodeIds = (records: readonly ChunkRecord[]): Buffer => {
  const parts: Buffer[] = []
  let from = 0
  while (from < records.length) {
    const tenantId = records[from]?.record.tenantId ?? ''
    let to = from
    while (records[to]?.record.tenantId === tenantId) to++
    const part = Buffer.allocUnsafe(1 + tenantId.length + 4 + (to - from) * ULID_BYTES)
    part[0] = tenantId.length
    part.write(tenantId, 1, 'latin1')
    let at = 1 + tenantId.length
    part.writeUInt32LE(to - from, at)
    at += 4
    for (const { ids, idAt } of records.slice(from, to)) {
      part.set(ids.subarray(idAt, idAt + ULID_BYTES), at)
      at += ULID_BYTES
    }
    parts.push(part)
    from = to
  }
  return parts.length === 1 ? (parts[0] ?? NOTHING) : Buffer.concat(parts)
}

/** Gives each tenant and id of an expiry value to `take`. */
export const decodeIds = (
  value: Buffer,
  take: (tenantId: string, ids: Uint8Array, at: number) => void,
): void => {
  let at = 0
  while (at < value.length) {
    const length = value[at] ?? 0
    const tenantId = value.toString('latin1', at + 1, at + 1 + length)
    at += 1 + length
    const count = value.readUInt32LE(at)
    at += 4
    for (let i = 0; i < count; i++, at += ULID_BYTES) take(tenantId, value, at)
  }
}

/** @throws RangeError for a record whose id is no ULID or whose names do not fit: a mistake of the caller. */
export const createAppendSteps = (store: Store, now: () => number) => {
  const idKey = createIdKeys()

  return (
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

    return {
      run(draft: LogState): LogState {
        results = []
        const fresh: ChunkRecord[] = []
        let bytes = 0
        let idAt = -ULID_BYTES
        for (const record of records) {
          idAt += ULID_BYTES
          // Typed as void; in a transaction it is whether the key was new: one descent of the tree instead of two.
          const isNew: unknown = store.ids.putSync(idKey(record.tenantId, ids, idAt), NOTHING, NO_OVERWRITE)
          if (isNew === true) {
            fresh.push({ record, ids, idAt })
            bytes += record.bytes.length
            results.push('stored')
          } else {
            results.push('duplicate')
          }
        }
        stored = fresh.length
        if (stored === 0) return draft
        const time = now()
        let first = draft.head + 1
        for (const part of split(fresh)) {
          store.chunks.put(sequenceKey(first), encodeChunk(part))
          store.expiry.put(expiryKey(time, first), encodeIds(part))
          first += part.length
        }
        return { ...draft, head: draft.head + stored, bytes: draft.bytes + bytes }
      },
      done: () => resolve({ results, stored }),
      failed: reject,
    }
  }
}
