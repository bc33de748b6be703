/**
 * Which ids the log has seen and still remembers. Exact, at a fraction of the cost of a key per id: an id is
 * looked for among those that claim the same second, and the seconds in use are held in memory.
 *
 * On disk an append adds one run of ids per tenant and second (`ids`), and the keys of its runs by time of
 * receipt (`expiry`), which is what forgetting them goes by.
 *
 * Invariants:
 *  - A second in memory has every id of that second that is on disk or in the transaction at hand.
 *  - Seconds leave memory between appends only, so that none lacks what an append has not yet written.
 */
import { createIdSet, type IdSet } from './id-set.js'
import { expiryKey, type Store } from './store.js'
import { ULID_BYTES } from './ulid-bytes.js'

/** The first 48 bits of a ULID are milliseconds; 1,024 of them are the "second" meant here. */
const SPAN = 1024
const SPAN_BYTES = 6
const SEQUENCE_BYTES = 6
/** At most 48 bytes each: 20 MB, and the last twenty seconds at twenty thousand events a second. */
const MOST_IN_MEMORY = 400_000
/** Removing a run takes about 3 µs: a step holds the event loop for a few milliseconds. */
const RUNS_PER_STEP = 1_000

/** The ids of one append, on their way into the index. */
export interface IdAppend {
  /** Whether the id is new. `at` is where its 16 bytes begin. */
  add(tenantId: string, at: number): boolean
  /** Inside the transaction: writes what was added. `first` is the sequence of the append's first record. */
  write(time: number, first: number): void
  /** The transaction failed: nothing was added. */
  undo(): void
}

export interface IdIndex {
  /** `ids` has the bytes of all ids of the append, 16 each. */
  append(ids: Uint8Array): IdAppend
  /** Inside a transaction: forgets ids received before `before`. Returns whether there may be more. */
  forget(before: number): boolean
}

interface Second {
  /** The beginning of the keys of its runs: tenant and span. No tenant has a zero byte, every span begins with one. */
  readonly prefix: Buffer
  readonly seen: IdSet
}

interface Run {
  readonly second: Second
  /** Beginning and end of each stretch of the append's bytes that is in this run. */
  readonly stretches: number[]
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

export const createIdIndex = (store: Store, mostInMemory = MOST_IN_MEMORY): IdIndex => {
  /** By prefix as latin1; the least recently used come first. */
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

  const use = (tenantId: string, span: number): Second => {
    const prefix = prefixOf(tenantId, span)
    const name = prefix.toString('latin1')
    const second = seconds.get(name) ?? load(prefix)
    seconds.delete(name)
    seconds.set(name, second)
    return second
  }

  const drop = (name: string): void => {
    inMemory -= seconds.get(name)?.seen.size() ?? 0
    seconds.delete(name)
  }

  const makeRoom = (): void => {
    for (const name of seconds.keys()) {
      if (inMemory <= mostInMemory) return
      drop(name)
    }
  }

  return {
    append(ids) {
      makeRoom()
      /** By tenant and span. */
      const runs = new Map<string, Map<number, Run>>()
      let tenant = ''
      let spans = new Map<number, Run>()

      const enter = (tenantId: string): void => {
        spans = runs.get(tenantId) ?? new Map()
        runs.set(tenantId, spans)
        tenant = tenantId
      }

      const begin = (span: number): Run => {
        const run: Run = { second: use(tenant, span), stretches: [] }
        spans.set(span, run)
        return run
      }

      return {
        add(tenantId, at) {
          if (tenantId !== tenant) enter(tenantId)
          const span = spanOf(ids, at)
          const { second, stretches } = spans.get(span) ?? begin(span)
          if (!second.seen.add(ids, at)) return false
          inMemory++
          if (stretches.at(-1) === at) stretches[stretches.length - 1] = at + ULID_BYTES
          else stretches.push(at, at + ULID_BYTES)
          return true
        },
        write(time, first) {
          const keys: Buffer[] = []
          for (const { second, stretches } of [...runs.values()].flatMap((of) => [...of.values()])) {
            if (stretches.length === 0) continue
            const parts: Uint8Array[] = []
            for (let i = 0; i < stretches.length; i += 2)
              parts.push(ids.subarray(stretches[i], stretches[i + 1]))
            const key = runKey(second.prefix, first)
            store.ids.put(key, Buffer.concat(parts))
            keys.push(Buffer.of(key.length), key)
          }
          store.expiry.put(expiryKey(time, first), Buffer.concat(keys))
        },
        undo() {
          // Read again when they are needed: also what has left memory and come back has ids that were not stored.
          for (const of of runs.values())
            for (const { second } of of.values()) drop(second.prefix.toString('latin1'))
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
          drop(run.toString('latin1', 0, run.length - SEQUENCE_BYTES))
          at = end
        }
      }
      for (const key of done) store.expiry.removeSync(key)
      return removed >= RUNS_PER_STEP
    },
  }
}
