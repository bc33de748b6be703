/**
 * Makes unreadable what was removed. LMDB reuses freed pages gradually, and until then they hold what was in
 * them: what is encrypted with a key that is gone. So there is a new key, the chunks that are still needed are
 * encrypted with it, and the former keys are removed. A crash in between leaves chunks of both keys and both
 * keys; the next call removes the former.
 */
import { DAY } from '@hushlog/base'
import { createMutex } from '../../runtime/concurrency.js'
import type { ChunkKeys } from './chunk-keys.js'
import type { GroupCommit } from './group-commit.js'
import { DamagedChunkError, keyNumberOf, openChunk, sealChunk } from './sealed-chunk.js'
import { readSequenceKey, type Store, sequenceKey } from './store.js'

/** Bytes of chunks that are encrypted again in one transaction, which takes a few milliseconds. */
const BYTES_PER_STEP = 2 * 1024 ** 2

export interface Scrub {
  /** Makes unreadable what was freed before the call. It rejects with the reason of `signal` when it aborts. */
  now(signal?: AbortSignal): Promise<void>
  /**
   * Uses no key for longer than a day, and removes those that no chunk needs.
   *
   * @param at milliseconds since the epoch
   */
  daily(at: number): Promise<void>
}

export const createScrub = (store: Store, keys: ChunkKeys, groupCommit: GroupCommit): Scrub => {
  const mutex = createMutex()

  /**
   * Encrypts chunks from a sequence number on with the current key, inside a transaction.
   *
   * @returns the sequence number to go on with; undefined when all have the current key
   */
  const sealAgain = (from: number): number | undefined => {
    const current = keys.current()
    const again: { readonly key: Buffer; readonly sealed: Buffer }[] = []
    let bytes = 0
    let next: number | undefined
    for (const { key, value } of store.chunks.getRange({ start: sequenceKey(from) })) {
      const first = readSequenceKey(key)
      if (bytes >= BYTES_PER_STEP) {
        next = first
        break
      }
      bytes += value.length
      try {
        // What is appended since the key was made has it already.
        if (keyNumberOf(value) === current.number) break
        const sealed = sealChunk(openChunk(value, first, keys.get), first, current)
        again.push({ key: Buffer.from(key), sealed })
      } catch (thrown) {
        // What cannot be read now will not be readable later either.
        if (!(thrown instanceof DamagedChunkError)) throw thrown
      }
    }
    for (const { key, sealed } of again) store.chunks.put(key, sealed)
    return next
  }

  /** Returns the number of the key of the oldest chunk, or the current one, inside a transaction. */
  const oldestKey = (): number => {
    for (const { value } of store.chunks.getRange({ start: sequenceKey(0) })) {
      try {
        return keyNumberOf(value)
      } catch (thrown) {
        if (!(thrown instanceof DamagedChunkError)) throw thrown
      }
    }
    return keys.current().number
  }

  const removeUnused = async (): Promise<void> => {
    let needed = 0
    // All that was encrypted with a former key is in this transaction or in one before.
    await groupCommit.run((state) => {
      needed = oldestKey()
      return state
    })
    await keys.removeBefore(needed)
  }

  const scrub = async (signal?: AbortSignal): Promise<void> => {
    await keys.renew()
    for (let from: number | undefined = 0; from !== undefined; ) {
      signal?.throwIfAborted()
      const start = from
      await groupCommit.run((state) => {
        from = sealAgain(start)
        return state
      })
    }
    await keys.removeBefore(keys.current().number)
  }

  return {
    now: (signal) => mutex.run(() => scrub(signal)),
    daily: (at) =>
      mutex.run(async () => {
        if (at - keys.madeAt() > DAY) await keys.renew()
        if (keys.count() > 1) await removeUnused()
      }),
  }
}
