/** Implements the log on LMDB: one file, grouped transactions, cursors and claims in the same store. */
import { mkdirSync } from 'node:fs'
import { type Log, LogFullError, type LogRange, type ReadLimit } from '../log.js'
import type { LogOptions } from '../options.js'
import { createAppends } from './append.js'
import { checkStoreFile } from './check-file.js'
import { openChunkKeys } from './chunk-keys.js'
import { createChunkReader } from './chunk-reader.js'
import { createGroupCommit } from './group-commit.js'
import { readOrCreateIdHash } from './id-hash.js'
import { createIdIndex } from './ids.js'
import { readRecords, readRecordsInSlices } from './read.js'
import { createReaders } from './readers.js'
import { createScrub } from './scrub.js'
import { readOrCreateId, readState } from './state.js'
import { dataFile, openStore } from './store.js'
import { createTrim } from './trim.js'

/** No limit: a claimed range is read whole. */
const EVERYTHING = { records: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }
const ONE = { records: 1, bytes: 0 }

export const openLmdbLog = async (options: LogOptions): Promise<Log> => {
  const { dir, maxBytes, dedupeDays, now, onDamage = () => undefined } = options
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const keys = await openChunkKeys(dir, now)
  checkStoreFile(dataFile(dir))
  const store = openStore(dir)
  const id = readOrCreateId(store)
  const groupCommit = createGroupCommit(store, readState(store))
  const readers = createReaders(store, groupCommit)
  const index = createIdIndex(store, readOrCreateIdHash(store))
  const head = (): number => groupCommit.state().head
  const reader = createChunkReader({ dir, store, keys, head, onDamage })
  const trim = createTrim(store, reader, index, groupCommit, readers.committed, dedupeDays)
  const scrub = createScrub(store, keys, groupCommit)
  const appends = createAppends({ store, index, keys, reader, groupCommit, now })
  const limit = typeof maxBytes === 'number' ? () => maxBytes : maxBytes
  const listeners = new Set<() => void>()
  /** Bytes of appends that are not committed yet; they count against the limit. */
  let pendingBytes = 0
  let closing: Promise<void> | undefined

  const checkOpen = (): void => {
    if (closing !== undefined) throw new Error('the log is closed')
  }

  /** Says what a reader has next: all that it has claimed, or as much as the limit allows. */
  const nextOf = (name: string, limit: ReadLimit) => {
    checkOpen()
    const { cursor, claim } = readers.readerOf(name)
    const range = claim ?? { from: cursor + 1, to: head() }
    return claim === undefined
      ? { range, rangeOf: (to: number): LogRange => ({ from: range.from, to }), limits: limit }
      : { range, rangeOf: (): LogRange => claim, limits: EVERYTHING }
  }

  const close = async (): Promise<void> => {
    await groupCommit.close()
    await store.env.close()
  }

  return {
    id,
    async append(records) {
      checkOpen()
      if (records.length === 0) return []
      let bytes = 0
      for (const record of records) bytes += record.bytes.length
      if (groupCommit.state().bytes + pendingBytes + bytes > limit()) throw new LogFullError('limit')
      pendingBytes += bytes
      try {
        const { results, stored } = await appends.append(records)
        if (stored > 0) for (const listener of listeners) listener()
        return results
      } finally {
        pendingBytes -= bytes
      }
    },
    openReader: readers.open,
    read(name, limit) {
      const { range, rangeOf, limits } = nextOf(name, limit)
      const { records, to } = readRecords(store, reader, range.from, range.to, limits)
      return to < range.from ? undefined : { range: rangeOf(to), records }
    },
    async readInSlices(name, limit) {
      const { range, rangeOf, limits } = nextOf(name, limit)
      const { records, to } = await readRecordsInSlices(store, reader, range.from, range.to, limits)
      return to < range.from ? undefined : { range: rangeOf(to), records }
    },
    claim: readers.claim,
    rewind: readers.rewind,
    async commit(name, range) {
      readers.commit(name, range)
    },
    async flush() {
      checkOpen()
      // The commits that wait for a transaction go with this one.
      await groupCommit.run((state) => state)
    },
    scan(from, limit) {
      checkOpen()
      const { oldest } = groupCommit.state()
      const { records } = readRecords(store, reader, Math.max(from, oldest), head(), limit)
      const [first, last] = [records[0], records.at(-1)]
      return first && last && { range: { from: first.sequence, to: last.sequence }, records }
    },
    dropReader: readers.drop,
    readers: readers.names,
    async trim(at) {
      checkOpen()
      const freed = await trim(at)
      await scrub.daily(at)
      return freed
    },
    async scrub(signal) {
      checkOpen()
      await scrub.now(signal)
    },
    stats() {
      const { oldest, bytes } = groupCommit.state()
      return { records: head() - oldest + 1, bytes, head: head() }
    },
    readerStats(name, at) {
      const { cursor } = readers.readerOf(name)
      const [next] = readRecords(store, reader, cursor + 1, head(), ONE).records
      const lagSeconds = next === undefined ? 0 : Math.max(0, (at - next.receivedAt) / 1000)
      return { lagRecords: head() - cursor, lagSeconds }
    },
    onAppend(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}
