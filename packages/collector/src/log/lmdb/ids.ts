/**
 * Remembers which ids the log has stored. It is exact and costs a fraction of one key per id: an id is looked
 * up among the ids of the same second, and the seconds in use are held in memory.
 *
 * On disk an append adds one run of ids per tenant and second (`ids`), and the keys of its runs by time of
 * receipt (`expiry`), by which they are forgotten. A second that leaves memory is rewritten as blocks, unless
 * it is as small as one: a client chooses the time in its ids, and could otherwise have the collector load
 * millions for one. From then on its ids are looked up and added on disk, one by one.
 *
 * Invariants:
 *  - A second in memory has every id of that second that is on disk or in the current transaction.
 *  - Seconds are evicted between appends only, so that none lacks what an append has not written yet.
 *  - A second with blocks is never in memory, and has an empty run with the sequence number 0.
 */
import { createIdBlocks, dayOf } from './id-blocks.js'
import type { IdHash } from './id-hash.js'
import { createIdSet, type IdSet } from './id-set.js'
import { expiryKey, type Store } from './store.js'
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
/** A second with more ids leaves memory: rewriting it as blocks takes some 15 ms. */
const MAX_IN_SECOND = 131_072
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
  /** Is undefined for a second whose ids are in blocks. */
  readonly seen: IdSet | undefined
  /** Counts its runs on disk. */
  runs: number
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

  const weightOf = ({ seen }: Second): number => (seen?.size() ?? 0) + SECOND_WEIGHT

  const load = (prefix: Buffer, time: number): Second => {
    const seen = createIdSet(hash)
    const end = runKey(prefix, 2 ** 48 - 1)
    let runs = 0
    for (const { value } of store.ids.getRange({ start: runKey(prefix, 0), end })) {
      if (value.length === 0) return { prefix, seen: undefined, runs: 0, latest: time }
      runs++
      for (let at = 0; at < value.length; at += ULID_BYTES) seen.add(value, at)
    }
    return { prefix, seen, runs, latest: time }
  }

  const secondOf = (tenantId: string, span: number, time: number): Second => {
    const prefix = prefixOf(tenantId, span)
    const name = prefix.toString('latin1')
    const known = seconds.get(name)
    const second = known ?? load(prefix, time)
    if (second.seen === undefined) return second
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

  /** Takes a second out of memory, and leaves it on disk as what can be looked up at little cost. */
  const unload = (name: string, second: Second): void => {
    evict(name)
    const { prefix, seen, runs, latest } = second
    if (seen === undefined || runs === 0 || (runs === 1 && seen.size() <= MAX_IN_RUN)) return
    blocks.make(prefix, seen, dayOf(latest))
    store.ids.put(runKey(prefix, 0), Buffer.alloc(0))
    withUnusedRuns.push(prefix)
  }

  const unloadLeastUsed = (): void => {
    for (const [name, second] of seconds) {
      if (inMemory <= maxInMemory) return
      unload(name, second)
    }
  }

  /** Removes runs of seconds that have blocks. */
  const removeUnusedRuns = (): number => {
    let removed = 0
    for (let prefix = withUnusedRuns[0]; prefix !== undefined && removed < RUNS_PER_STEP; ) {
      const range = { start: runKey(prefix, 1), end: runKey(prefix, 2 ** 48 - 1), limit: RUNS_PER_STEP }
      // Without the empty run, the transaction that made the blocks has failed.
      const isUnused = store.ids.get(runKey(prefix, 0)) !== undefined
      const keys = isUnused ? [...store.ids.getKeys(range)].map((key) => Buffer.from(key)) : []
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
      unloadLeastUsed()
      const day = dayOf(time)
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
          if (second.seen === undefined) return blocks.add(second.prefix, ids, at, day)
          if (!second.seen.add(ids, at)) return false
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
            second.latest = time
          }
          if (keys.length > 0) store.expiry.put(expiryKey(time, first), Buffer.concat(keys))
          for (const { second } of all())
            if ((second.seen?.size() ?? 0) > MAX_IN_SECOND) unload(second.prefix.toString('latin1'), second)
        },
        undo() {
          // They are loaded again when needed. A second that was evicted and loaded meanwhile has these ids
          // too.
          for (const { second } of all()) evict(second.prefix.toString('latin1'))
          runs.clear()
        },
      }
    },
    forget(before) {
      if (removeUnusedRuns() > 0) return true
      if (forgetRuns(before) >= RUNS_PER_STEP) return true
      return blocks.forget(dayOf(before), (prefix) => store.ids.removeSync(runKey(prefix, 0)))
    },
  }
}
