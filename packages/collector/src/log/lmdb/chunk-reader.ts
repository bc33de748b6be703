/**
 * Reads chunks and decrypts them. The last ones stay in memory: readers are mostly at the same place, and ask
 * for one chunk many times. A damaged chunk is reported once, and its bytes are set aside.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogDamage } from '../options.js'
import type { ChunkKeys } from './chunk-keys.js'
import { DamagedChunkError, openChunk } from './sealed-chunk.js'
import { dataFile, readSequenceKey, type Store, sequenceKey } from './store.js'

/** Bytes of chunks that stay in memory. A chunk has a megabyte at most, or a single record. */
const MAX_BYTES = 8 * 1024 ** 2

export interface ChunkReader {
  /** @param first the sequence number of the chunk's first record */
  read(first: number): Buffer | undefined
  /** Returns the last sequence number of a chunk: the next chunk begins behind it. */
  lastOf(first: number): number
  /** Keeps a chunk that was just stored. */
  remember(first: number, plain: Buffer): void
  /** Drops what is kept of trimmed chunks. */
  forget(before: number): void
}

export interface ChunkReaderOptions {
  readonly dir: string
  readonly store: Store
  readonly keys: ChunkKeys
  /** Returns the last sequence number of the log. */
  readonly head: () => number
  readonly onDamage: (damage: LogDamage) => void
}

export const createChunkReader = ({ dir, store, keys, head, onDamage }: ChunkReaderOptions): ChunkReader => {
  /** Holds the chunks by their first sequence number; the least recently used come first. */
  const chunks = new Map<number, Buffer>()
  const damaged = new Set<number>()
  let bytes = 0

  const drop = (first: number): void => {
    bytes -= chunks.get(first)?.length ?? 0
    chunks.delete(first)
  }

  const remember = (first: number, plain: Buffer): void => {
    drop(first)
    chunks.set(first, plain)
    bytes += plain.length
    for (const oldest of chunks.keys()) {
      if (bytes <= MAX_BYTES || oldest === first) break
      drop(oldest)
    }
  }

  const lastOf = (first: number): number => {
    for (const next of store.chunks.getKeys({ start: sequenceKey(first + 1), limit: 1 }))
      return readSequenceKey(next) - 1
    return head()
  }

  const setAside = (name: string, value: Buffer): string | undefined => {
    const folder = join(dir, 'damaged')
    const copy = join(folder, name)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(copy, value, { mode: 0o600 })
      return copy
    } catch {
      // The disk may be full, or broken: the report says that there is no copy.
      return undefined
    }
  }

  const report = (first: number, value: Buffer, { reason }: DamagedChunkError): void => {
    if (damaged.has(first)) return
    damaged.add(first)
    const range = { from: first, to: lastOf(first) }
    const copy = setAside(`${range.from}-${range.to}.chunk`, value)
    onDamage({ file: dataFile(dir), range, reason, copy })
  }

  return {
    read(first) {
      const known = chunks.get(first)
      if (known !== undefined) {
        chunks.delete(first)
        chunks.set(first, known)
        return known
      }
      const value = store.chunks.get(sequenceKey(first))
      if (value === undefined) return undefined
      try {
        const plain = openChunk(value, first, keys.get)
        remember(first, plain)
        return plain
      } catch (thrown) {
        if (!(thrown instanceof DamagedChunkError)) throw thrown
        report(first, value, thrown)
        return undefined
      }
    },
    lastOf,
    remember,
    forget(before) {
      for (const first of [...chunks.keys()]) if (first < before) drop(first)
      for (const first of [...damaged]) if (first < before) damaged.delete(first)
    },
  }
}
