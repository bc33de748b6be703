/**
 * Remembers which ids the log has stored. It is exact and costs a fraction of one key per id: an id is looked
 * up among the ids of the same second, and the seconds in use are held in memory.
 *
 * On disk an append adds one run of ids per tenant and second (`ids`), and the keys of its runs by time of
 * receipt (`expiry`), by which they are forgotten.
 *
 * Invariants:
 *  - A second in memory has every id of that second that is on disk or in the current transaction.
 *  - Seconds are evicted between appends only, so that none lacks what an append has not written yet.
 */
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
   * @param time milliseconds since the epoch
   * @param first the sequence number of the append's first record
   */
  write(time: number, first: number): void
  /** Removes what was added from memory, after the transaction has failed. */
  undo(): void
}

export interface IdIndex {
  /** @param ids the bytes of all ids of the append, 16 for each */
  append(ids: Uint8Array): IdAppend
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
  readonly seen: IdSet
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

export const createIdIndex = (store: Store, maxInMemory = MAX_IN_MEMORY): IdIndex => {
  /** Holds the seconds by their prefix as latin1; the least recently used come first. */
  const seconds = new Map<string, Second>()
  let inMemory = 0

  const load = (prefix: Buffer): Second => {
    const seen = createIdSet()
    const end = runKey(prefix, 2 ** 48 - 1)
    for (const { value } of store.ids.getRange({ start: runKey(prefix, 0), end })) {
      for (let at = 0; at < value.length; at += ULID_BYTES) seen.add(value, at)
    }
    inMemory += seen.size()
    return { prefix, seen }
  }

  const secondOf = (tenantId: string, span: number): Second => {
    const prefix = prefixOf(tenantId, span)
    const name = prefix.toString('latin1')
    const second = seconds.get(name) ?? load(prefix)
    seconds.delete(name)
    seconds.set(name, second)
    return second
  }

  const evict = (name: string): void => {
    inMemory -= seconds.get(name)?.seen.size() ?? 0
    seconds.delete(name)
  }

  const evictLeastUsed = (): void => {
    for (const name of seconds.keys()) {
      if (inMemory <= maxInMemory) return
      evict(name)
    }
  }

  return {
    append(ids) {
      evictLeastUsed()
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
        const run: Run = { second: secondOf(tenant, span), ranges: [] }
        spans.set(span, run)
        return run
      }

      return {
        add(tenantId, at) {
          if (tenantId !== tenant) setTenant(tenantId)
          const span = spanOf(ids, at)
          const { second, ranges } = spans.get(span) ?? addRun(span)
          if (!second.seen.add(ids, at)) return false
          inMemory++
          if (ranges.at(-1) === at) ranges[ranges.length - 1] = at + ULID_BYTES
          else ranges.push(at, at + ULID_BYTES)
          return true
        },
        write(time, first) {
          const keys: Buffer[] = []
          for (const { second, ranges } of [...runs.values()].flatMap((bySpan) => [...bySpan.values()])) {
            if (ranges.length === 0) continue
            const parts: Uint8Array[] = []
            for (let i = 0; i < ranges.length; i += 2) parts.push(ids.subarray(ranges[i], ranges[i + 1]))
            const key = runKey(second.prefix, first)
            store.ids.put(key, Buffer.concat(parts))
            keys.push(Buffer.of(key.length), key)
          }
          store.expiry.put(expiryKey(time, first), Buffer.concat(keys))
        },
        undo() {
          // They are loaded again when needed. A second that was evicted and loaded meanwhile has these ids
          // too.
          for (const bySpan of runs.values())
            for (const { second } of bySpan.values()) evict(second.prefix.toString('latin1'))
          runs.clear()
        },
      }
    },
    forget(before) {
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
      return removed >= RUNS_PER_STEP
    },
  }
}
