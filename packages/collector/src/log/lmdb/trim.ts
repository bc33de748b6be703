/**
 * Frees chunks that every reader has committed, and forgets ids older than the limit, in steps small enough
 * that appends get their turn between two of them.
 */
import { readChunkHeader } from './chunk.js'
import type { IdIndex } from './ids.js'
import type { LogState } from './state.js'
import { readSequenceKey, type Store, sequenceKey } from './store.js'
import type { Writer, WriteStep } from './writer.js'

const DAY = 86_400_000

const CHUNKS_PER_STEP = 64

/** Inside a transaction: removes whole chunks up to `committed`; the state does not change when there are none left. */
const trimChunks = (store: Store, draft: LogState, committed: number): LogState => {
  let { oldest, bytes } = draft
  let removed = 0
  const keys: Buffer[] = []
  for (const { key, value } of store.chunks.getRange({ start: sequenceKey(0) })) {
    const header = readChunkHeader(value)
    const last = readSequenceKey(key) + header.count - 1
    if (last > committed || removed === CHUNKS_PER_STEP) break
    keys.push(Buffer.from(key))
    oldest = last + 1
    bytes -= header.bytes
    removed++
  }
  for (const key of keys) store.chunks.removeSync(key)
  return removed === 0 ? draft : { ...draft, oldest, bytes }
}

export const createTrim = (
  store: Store,
  index: IdIndex,
  writer: Writer,
  committed: () => number,
  dedupeDays: number,
): ((now: number) => Promise<number>) => {
  const step = (run: WriteStep['run']): Promise<void> =>
    new Promise((resolve, reject) => {
      writer.add({ run, done: resolve, failed: reject })
    })

  return async (now) => {
    const first = writer.state().oldest
    let more = true
    while (more) {
      const { oldest } = writer.state()
      await step((draft) => trimChunks(store, draft, committed()))
      more = writer.state().oldest > oldest
    }
    for (more = true; more; ) {
      await step((draft) => {
        more = index.forget(now - dedupeDays * DAY)
        return draft
      })
    }
    // LMDB reuses pages from the second commit after they were freed: without this one a full disk stays full.
    if (writer.state().oldest > first) await step((draft) => ({ ...draft }))
    return writer.state().oldest - first
  }
}
