/**
 * Frees chunks that every reader has committed, and forgets ids older than the limit, in steps that are small
 * enough for appends to run between them.
 */
import { DAY } from '@hushlog/base'
import type { ChunkReader } from './chunk-reader.js'
import type { GroupCommit } from './group-commit.js'
import type { IdIndex } from './ids.js'
import { DamagedChunkError, readSealedHeader } from './sealed-chunk.js'
import type { LogState } from './state.js'
import { readSequenceKey, type Store, sequenceKey } from './store.js'

const CHUNKS_PER_STEP = 64

/** Returns how many bytes of records a chunk has, or nearly so when its head is damaged. */
const bytesOf = (value: Buffer): number => {
  try {
    return readSealedHeader(value).bytes
  } catch (thrown) {
    if (!(thrown instanceof DamagedChunkError)) throw thrown
    return value.length
  }
}

/**
 * Removes complete chunks up to `committed`, inside a transaction. Returns the same state when none are
 * left.
 */
const trimChunks = (store: Store, reader: ChunkReader, state: LogState, committed: number): LogState => {
  let { oldest, bytes } = state
  const keys: Buffer[] = []
  for (const { key, value } of store.chunks.getRange({ start: sequenceKey(0) })) {
    const first = readSequenceKey(key)
    // A first comparison, which costs nothing: most often nothing is to be trimmed.
    if (first > committed || keys.length === CHUNKS_PER_STEP) break
    const last = reader.lastOf(first)
    if (last > committed) break
    keys.push(Buffer.from(key))
    oldest = last + 1
    bytes -= bytesOf(value)
  }
  for (const key of keys) store.chunks.removeSync(key)
  return keys.length === 0 ? state : { ...state, oldest, bytes: Math.max(0, bytes) }
}

/**
 * @param committed returns the sequence number up to which every reader has committed
 * @param dedupeDays days for which ids are remembered
 * @returns trims at a time in milliseconds since the epoch, and returns how many records were freed
 */
export const createTrim =
  (
    store: Store,
    reader: ChunkReader,
    index: IdIndex,
    groupCommit: GroupCommit,
    committed: () => number,
    dedupeDays: number,
  ): ((now: number) => Promise<number>) =>
  async (now) => {
    const first = groupCommit.state().oldest
    let more = true
    while (more) {
      const { oldest } = groupCommit.state()
      await groupCommit.run((state) => trimChunks(store, reader, state, committed()))
      more = groupCommit.state().oldest > oldest
    }
    for (more = true; more; ) {
      await groupCommit.run((state) => {
        more = index.forget(now - dedupeDays * DAY)
        return state
      })
    }
    const freed = groupCommit.state().oldest - first
    reader.forget(groupCommit.state().oldest)
    // LMDB reuses pages from the second commit after they were freed: without this one a full disk stays
    // full.
    if (freed > 0) await groupCommit.run((state) => ({ ...state }))
    return freed
  }
