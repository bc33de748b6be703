/**
 * Remembers which ids the log has stored. It is exact and costs a fraction of one key per id: an id is looked
 * up among the ids of the same second, and the seconds in use are held in memory.
 *
 * On disk an append adds one run of ids per tenant and second (`ids`), and the keys of its runs by time of
 * receipt (`expiry`), by which they are forgotten. What does not fit in memory moves to blocks, in which an id is
 * looked up at little cost: a client chooses the time in its ids, and could otherwise have the collector load
 * millions for one. Ids move in the order of their hashes, as many at a time as an append adds, so that
 * those that move together share blocks. A filter in memory says of most ids that no block has them.
 *
 * Invariants:
 *  - An id of a second in memory is in memory or in its blocks when it is on disk or in the current transaction.
 *  - A second that has blocks has a run with the sequence number 0. It holds the sequence number up to which
 *    all ids of runs are in blocks, so that these runs need not be loaded and can be removed.
 *  - A second leaves memory when all its ids are in blocks, or are one small run.
 */
import { createHashFilter, type HashFilter } from './hash-filter.js'
import { createIdBlocks, dayOf } from './id-blocks.js'
import type { IdHash } from './id-hash.js'
import { createIdSet, type IdSet, readWord, SHARED_BYTES } from './id-set.js'
import { expiryKey, readSequenceKey, type Store, sequenceKey } from './store.js'
import { ULID_BYTES } from './ulid-bytes.js'

/**
 * A second, as this file counts them, has so many milliseconds. The first 48 bits of a ULID are
 * milliseconds.
 */
const SPAN = 1024
const SPAN_BYTES = 6
const SEQUENCE_BYTES = 6
/**
 * So many ids are held in memory. They take 48 bytes each, 20 MB together, and last for 20 s of 20,000
 * events/s.
 */
const MAX_IN_MEMORY = 400_000
/** A second in memory takes as much as so many ids, however few it has. */
const SECOND_WEIGHT = 16
/**
 * A second has at most so many ids in memory after an append. The more it has, the more share a block when they
 * move; with an append more, a table of 12 MB is a quarter full.
 */
const MAX_IN_SECOND = 250_000
/** At least so many ids move at once, so that blocks are shared. */
const MIN_MOVED = 1_000
/** A filter is counted as the ids that would take as much memory. */
const BYTES_PER_ID = 48
/** A second with one run of so many ids stays as it is on disk: to load it costs as much as a block. */
const MAX_IN_RUN = 96
/** Removing a run takes about 3 µs: a step holds the event loop for a few milliseconds. */
const RUNS_PER_STEP = 1_000

/** The ids of one append, before its transaction is committed. */
export interface IdAppend {
  /**
   * Adds an id.
   *
   * @param at the offset at which the 16 bytes of the id begin
   * @returns whether the id is new
   */
  add(tenantId: string, at: number): boolean
  /**
   * Writes what was added. It is called inside the transaction.
   *
   * @param first the sequence number of the append's first record
   */
  write(first: number): void
  /** Removes what was added from memory, after the transaction has failed. */
  undo(): void
}

export interface IdIndex {
  /**
   * Begins an append. It is called inside the transaction.
   *
   * @param ids the bytes of all ids of the append, 16 for each
   * @param time milliseconds since the epoch
   */
  append(ids: Uint8Array, time: number): IdAppend
  /**
   * Forgets ids that were received before a time. It is called inside a transaction.
   *
   * @param before milliseconds since the epoch
   * @returns whether there may be more
   */
  forget(before: number): boolean
}

interface Second {
  /**
   * The keys of its runs begin with this: tenant and span. It is unambiguous, since no tenant has a zero byte
   * and every span begins with one.
   */
  readonly prefix: Buffer
  /** Has the ids that may not be in blocks. */
  readonly seen: IdSet
  /** Is undefined as long as the second has no blocks. */
  filter: HashFilter | undefined
  /** Counts its runs on disk that were loaded or written. */
  runs: number
  /** The sequence number of its last run, and of the last when a round of moving its ids began. */
  last: number
  roundFrom: number
  /** Says when an id of it was last received, or when it was loaded, in milliseconds since the epoch. */
  latest: number
}

interface Run {
  readonly second: Second
  /** Holds the beginning and end of each range of the append's bytes that belongs to this run. */
  readonly ranges: number[]
}

const spanOf = (ids: Uint8Array, at: number): number => {
  const byte = (i: number): number => ids[at + i] ?? 0
  const low = byte(2) * 0x1000000 + ((byte(3) << 16) | (byte(4) << 8) | byte(5))
  return Math.floor(((byte(0) << 8) | byte(1)) * (0x100000000 / SPAN) + low / SPAN)
}

const prefixOf = (tenantId: string, span: number): Buffer => {
  const prefix = Buffer.allocUnsafe(tenantId.length + SPAN_BYTES)
  prefix.write(tenantId, 0, 'latin1')
  prefix.writeUIntBE(span, tenantId.length, SPAN_BYTES)
  return prefix
}

const runKey = (prefix: Buffer, sequence: number): Buffer => {
  const key = Buffer.allocUnsafe(prefix.length + SEQUENCE_BYTES)
  prefix.copy(key)
  key.writeUIntBE(sequence, prefix.length, SEQUENCE_BYTES)
  return key
}

export const createIdIndex = (store: Store, hash: IdHash, maxInMemory = MAX_IN_MEMORY): IdIndex => {
  const blocks = createIdBlocks(store, hash)
  /** Holds the seconds by their prefix as latin1; the least recently used come first. */
  const seconds = new Map<string, Second>()
  /** The seconds whose runs can be removed, since they have blocks. After a restart they expire instead. */
  const withUnusedRuns: Buffer[] = []
  let inMemory = 0

  const weightOf = ({ seen, filter }: Second): number =>
    seen.size() + SECOND_WEIGHT + Math.ceil((filter?.bytes() ?? 0) / BYTES_PER_ID)

  /** Says up to which run all ids are in blocks. */
  const writeMoved = (prefix: Buffer, sequence: number): void => {
    store.ids.put(runKey(prefix, 0), sequenceKey(sequence))
  }

  /** Returns up to which run all ids are in blocks, or undefined when the second has none. */
  const readMoved = (prefix: Buffer): number | undefined => {
    const value = store.ids.get(runKey(prefix, 0))
    if (value === undefined || value.length > 0) return value && readSequenceKey(value)
    // Early collectors wrote nothing into it, and had all runs of the second in blocks.
    const range = { start: runKey(prefix, 2 ** 48 - 1), end: runKey(prefix, 0), reverse: true, limit: 1 }
    const [last] = store.ids.getKeys(range)
    const moved = last === undefined ? 0 : Buffer.from(last).readUIntBE(prefix.length, SEQUENCE_BYTES)
    writeMoved(prefix, moved)
    return moved
  }

  const load = (prefix: Buffer, time: number): Second => {
    const seen = createIdSet(hash)
    const moved = readMoved(prefix)
    let [runs, last] = [0, moved ?? 0]
    const range = { start: runKey(prefix, (moved ?? 0) + 1), end: runKey(prefix, 2 ** 48 - 1) }
    for (const { key, value } of store.ids.getRange(range)) {
      runs++
      last = Buffer.from(key).readUIntBE(prefix.length, SEQUENCE_BYTES)
      for (let at = 0; at < value.length; at += ULID_BYTES) seen.add(value, at)
    }
    const filter = moved === undefined ? undefined : createHashFilter(true)
    return { prefix, seen, filter, runs, last, roundFrom: last, latest: time }
  }

  const secondOf = (tenantId: string, span: number, time: number): Second => {
    const prefix = prefixOf(tenantId, span)
    const name = prefix.toString('latin1')
    const known = seconds.get(name)
    const second = known ?? load(prefix, time)
    if (known === undefined) inMemory += weightOf(second)
    seconds.delete(name)
    seconds.set(name, second)
    return second
  }

  const evict = (name: string): void => {
    const second = seconds.get(name)
    if (second === undefined) return
    inMemory -= weightOf(second)
    seconds.delete(name)
  }

  const hasInBlocks = ({ prefix, filter }: Second, ids: Uint8Array, at: number): boolean => {
    if (filter === undefined) return false
    const a = readWord(ids, at + SHARED_BYTES)
    const b = readWord(ids, at + SHARED_BYTES + 4)
    const c = readWord(ids, at + SHARED_BYTES + 8)
    const hashed = hash(a, b, c)
    return filter.mayHave(hashed) && blocks.has({ prefix, filter }, hashed, a, b, c)
  }

  /** Moves at least so many ids of a second, or all, from memory to its blocks. */
  const move = (second: Second, count: number): void => {
    const { prefix, seen } = second
    const weight = weightOf(second)
    let { filter } = second
    if (filter === undefined) {
      filter = createHashFilter(false)
      second.filter = filter
      blocks.begin(prefix)
      writeMoved(prefix, 0)
    }
    for (const left = Math.max(0, seen.size() - count); seen.size() > left; ) {
      const { words, endsRound } = seen.take(seen.size() - left)
      blocks.add({ prefix, filter }, words, dayOf(second.latest))
      if (!endsRound) continue
      writeMoved(prefix, second.roundFrom)
      second.roundFrom = second.last
      withUnusedRuns.push(prefix)
    }
    inMemory += weightOf(second) - weight
  }

  /** Takes a second out of memory, and leaves it on disk as what can be looked up at little cost. */
  const unload = (name: string, second: Second): void => {
    const { prefix, seen, runs, last } = second
    if (runs > 1 || seen.size() > MAX_IN_RUN) {
      move(second, seen.size())
      writeMoved(prefix, last)
      withUnusedRuns.push(prefix)
    }
    evict(name)
  }

  /**
   * Makes room in memory. Of seconds with many ids some move only, so that no append waits for long.
   *
   * @param limit how many ids of such seconds may move
   * @param moved gets the names of seconds of which ids have moved
   */
  const unloadLeastUsed = (limit: number, moved: Set<string>): void => {
    let left = limit
    for (const [name, second] of seconds) {
      if (inMemory <= maxInMemory) return
      const size = second.seen.size()
      if (size > MIN_MOVED && left <= 0) continue
      moved.add(name)
      if (size > left && size > MIN_MOVED) move(second, left)
      else unload(name, second)
      if (size > MIN_MOVED) left -= size
    }
  }

  /** Removes runs of seconds that have blocks. */
  const removeUnusedRuns = (): number => {
    let removed = 0
    for (let prefix = withUnusedRuns[0]; prefix !== undefined && removed < RUNS_PER_STEP; ) {
      // This is less than expected when the transaction that moved the ids has failed.
      const moved = readMoved(prefix) ?? 0
      const range = { start: runKey(prefix, 1), end: runKey(prefix, moved + 1), limit: RUNS_PER_STEP }
      const keys = [...store.ids.getKeys(range)].map((key) => Buffer.from(key))
      for (const key of keys) store.ids.removeSync(key)
      removed += 1 + keys.length
      if (keys.length < RUNS_PER_STEP) {
        withUnusedRuns.shift()
        prefix = withUnusedRuns[0]
      }
    }
    return removed
  }

  const forgetRuns = (before: number): number => {
    const done: Buffer[] = []
    let removed = 0
    for (const { key, value } of store.expiry.getRange({
      start: expiryKey(0, 0),
      end: expiryKey(before, 0),
    })) {
      if (removed >= RUNS_PER_STEP) break
      done.push(Buffer.from(key))
      for (let at = 0; at < value.length; removed++) {
        const end = at + 1 + (value[at] ?? 0)
        const run = Buffer.from(value.subarray(at + 1, end))
        store.ids.removeSync(run)
        evict(run.toString('latin1', 0, run.length - SEQUENCE_BYTES))
        at = end
      }
    }
    for (const key of done) store.expiry.removeSync(key)
    return removed
  }

  return {
    append(ids, time) {
      /** Holds the names of seconds of which ids have moved. */
      const moved = new Set<string>()
      /** More than the append adds, so that there is room again when an append finds more ids than fit. */
      const limit = MIN_MOVED + 2 * (ids.length / ULID_BYTES)
      unloadLeastUsed(limit, moved)
      /** Holds the runs by tenant and span. */
      const runs = new Map<string, Map<number, Run>>()
      let tenant = ''
      let spans = new Map<number, Run>()

      const setTenant = (tenantId: string): void => {
        spans = runs.get(tenantId) ?? new Map()
        runs.set(tenantId, spans)
        tenant = tenantId
      }

      const addRun = (span: number): Run => {
        const run: Run = { second: secondOf(tenant, span, time), ranges: [] }
        spans.set(span, run)
        return run
      }

      const all = (): Run[] => [...runs.values()].flatMap((bySpan) => [...bySpan.values()])

      return {
        add(tenantId, at) {
          if (tenantId !== tenant) setTenant(tenantId)
          const span = spanOf(ids, at)
          const { second, ranges } = spans.get(span) ?? addRun(span)
          if (hasInBlocks(second, ids, at) || !second.seen.add(ids, at)) return false
          inMemory++
          if (ranges.at(-1) === at) ranges[ranges.length - 1] = at + ULID_BYTES
          else ranges.push(at, at + ULID_BYTES)
          return true
        },
        write(first) {
          const keys: Buffer[] = []
          for (const { second, ranges } of all()) {
            if (ranges.length === 0) continue
            const parts: Uint8Array[] = []
            for (let i = 0; i < ranges.length; i += 2) parts.push(ids.subarray(ranges[i], ranges[i + 1]))
            const key = runKey(second.prefix, first)
            store.ids.put(key, Buffer.concat(parts))
            keys.push(Buffer.of(key.length), key)
            second.runs++
            second.last = first
            second.latest = time
          }
          if (keys.length > 0) store.expiry.put(expiryKey(time, first), Buffer.concat(keys))
          for (const { second } of all())
            if (second.seen.size() > MAX_IN_SECOND)
              move(second, Math.min(limit, Math.max(MIN_MOVED, second.seen.size() - MAX_IN_SECOND)))
        },
        undo() {
          // They are loaded again when needed. A second that was evicted and loaded meanwhile has these ids
          // too.
          for (const { second } of all()) evict(second.prefix.toString('latin1'))
          for (const name of moved) evict(name)
          runs.clear()
        },
      }
    },
    forget(before) {
      if (removeUnusedRuns() > 0) return true
      if (forgetRuns(before) >= RUNS_PER_STEP) return true
      return blocks.forget(dayOf(before), (prefix) => {
        store.ids.removeSync(runKey(prefix, 0))
        evict(prefix.toString('latin1'))
      })
    },
  }
}
