/**
 * Blocks hold the ids of seconds that do not fit in memory. A second has any number of blocks, each with the ids
 * of a range of hashes, so that one id costs one block whatever the number of ids and however they were chosen.
 * Ids that are added together, in a range of hashes, share blocks.
 *
 * The key of a block is the prefix of its second and the least hash of its range, which ends where the next
 * block's begins; the first begins with 0. An entry is the day of receipt and the twelve bytes of the id that
 * follow the four that all ids of a second share. `days` says which seconds have ids of a day.
 *
 * Everything here runs inside a transaction.
 */
import { DAY } from '@hushlog/base'
import type { HashFilter } from './hash-filter.js'
import { type HashedIds, orderOf, sortByHash, WORDS_PER_ID } from './hashed-ids.js'
import type { IdHash } from './id-hash.js'
import type { Store } from './store.js'

const HASH_BYTES = 4
const DAY_BYTES = 2
const ID_BYTES = 12
const ENTRY = DAY_BYTES + ID_BYTES
/** A block of so many entries takes less than half a page of 4 KB with its key, as LMDB wants it. */
const MAX_ENTRIES = 96
/** When ids are so far apart that so many blocks between two have none of them, the next is searched. */
const MAX_PASSED = 3
/** So many ids are added at once: what is read for them is held until it is written. */
const MAX_ADDED = 4_000
const HASHES = 2 ** 32
/** A block takes some 5 µs: a step of forgetting holds the event loop for a few milliseconds. */
const BLOCKS_PER_STEP = 500

export const dayOf = (time: number): number => Math.max(0, Math.floor(time / DAY)) & 0xffff

export interface IdBlocks {
  /** Makes a block without ids, to which the ids of a second can be added. */
  begin(prefix: Buffer): void
  /** Returns whether the blocks of a second have an id, which is passed as its hash and three words. */
  has(second: WithBlocks, hashed: number, a: number, b: number, c: number): boolean
  /**
   * Adds ids to the blocks of a second, unless they have them.
   *
   * @param words the last twelve bytes of each id, as three words
   */
  add(second: WithBlocks, words: readonly number[], day: number): void
  /**
   * Forgets ids of days before one.
   *
   * @param emptied is called with the prefix of a second of which nothing is left
   * @returns whether there may be more
   */
  forget(before: number, emptied: (prefix: Buffer) => void): boolean
}

/** A second that has blocks. The filter passes every hash of an id in its blocks. */
export interface WithBlocks {
  readonly prefix: Buffer
  readonly filter: HashFilter
}

interface Block {
  /** The least hash of its range. */
  readonly least: number
  readonly entries: Buffer
}

const blockKey = (prefix: Buffer, hash: number): Buffer => {
  const key = Buffer.allocUnsafe(prefix.length + HASH_BYTES)
  prefix.copy(key)
  key.writeUInt32BE(hash, prefix.length)
  return key
}

/** Returns a key behind all blocks of a second, and before those of any other. */
const endOf = (prefix: Buffer): Buffer => Buffer.concat([blockKey(prefix, 0xffffffff), Buffer.alloc(1)])

const dayKey = (day: number, prefix: Buffer): Buffer => {
  const key = Buffer.allocUnsafe(DAY_BYTES + prefix.length)
  key.writeUInt16BE(day, 0)
  prefix.copy(key, DAY_BYTES)
  return key
}

const hasEntry = (block: Buffer, a: number, b: number, c: number): boolean => {
  for (let at = DAY_BYTES; at < block.length; at += ENTRY)
    if (block.readInt32BE(at + 8) === c && block.readInt32BE(at + 4) === b && block.readInt32BE(at) === a)
      return true
  return false
}

export const createIdBlocks = (store: Store, hash: IdHash): IdBlocks => {
  /** Says where forgetting goes on in a second with many blocks. */
  let position: { readonly name: string; readonly hash: number } | undefined

  const note = (prefix: Buffer, day: number): void => {
    store.days.put(dayKey(day, prefix), Buffer.alloc(0))
  }

  const hashesOf = (entries: Buffer): number[] => {
    const hashes: number[] = []
    for (let at = DAY_BYTES; at < entries.length; at += ENTRY)
      hashes.push(hash(entries.readInt32BE(at), entries.readInt32BE(at + 4), entries.readInt32BE(at + 8)))
    return hashes
  }

  /** Returns the block of a second whose range includes a hash. */
  const blockOf = (prefix: Buffer, hashed: number): Block => {
    const start = blockKey(prefix, hashed)
    for (const { key, value } of store.blocks.getRange({ start, reverse: true, limit: 1 }))
      if (key.length === start.length && prefix.compare(key, 0, prefix.length) === 0)
        return { least: Buffer.from(key).readUInt32BE(prefix.length), entries: Buffer.from(value) }
    throw new Error('a second of ids has no blocks')
  }

  /** Yields the blocks of a second behind one, with the end of the range of the one before each. */
  function* blocksFrom(prefix: Buffer, first: Block): Iterable<Block & { readonly end: number }> {
    let block = first
    const range = { start: blockKey(prefix, first.least + 1), end: endOf(prefix) }
    if (first.least < HASHES - 1)
      for (const { key, value } of store.blocks.getRange(range)) {
        const next = { least: Buffer.from(key).readUInt32BE(prefix.length), entries: Buffer.from(value) }
        yield { ...block, end: next.least }
        block = next
      }
    yield { ...block, end: HASHES }
  }

  /** Writes a block, as several when it has become too large. */
  const write = (prefix: Buffer, least: number, end: number, entries: Buffer): void => {
    if (entries.length <= MAX_ENTRIES * ENTRY) {
      store.blocks.put(blockKey(prefix, least), entries)
      return
    }
    const { hashes, places } = orderOf(hashesOf(entries))
    const sorted = Buffer.allocUnsafe(entries.length)
    for (const [i, place] of places.entries())
      entries.copy(sorted, i * ENTRY, place * ENTRY, (place + 1) * ENTRY)
    const divide = (from: number, to: number, lowest: number, bound: number): void => {
      if (to - from > MAX_ENTRIES && bound - lowest > 1) {
        const middle = lowest + Math.floor((bound - lowest) / 2)
        let at = from
        while (at < to && (hashes[at] ?? 0) < middle) at++
        divide(from, at, lowest, middle)
        divide(at, to, middle, bound)
      } else if (to > from || lowest === least)
        // Without a block, a range belongs to the one before it. The first has none before it.
        store.blocks.put(blockKey(prefix, lowest), sorted.subarray(from * ENTRY, to * ENTRY))
    }
    divide(0, hashes.length, least, end)
  }

  /** Adds to a block the ids from one up to before another, unless it has them. */
  const extend = (
    { prefix, filter }: WithBlocks,
    { least, entries, end }: Block & { readonly end: number },
    ids: HashedIds,
    from: number,
    to: number,
    day: number,
  ): void => {
    const extended = Buffer.allocUnsafe(entries.length + (to - from) * ENTRY)
    entries.copy(extended)
    let length = entries.length
    const { hashes, words } = ids
    // The block of a range that is not divided yet says little of how many ids are where these are.
    if (to - from > MAX_ENTRIES) filter.fit(hashes[from] ?? 0, hashes[to - 1] ?? 0, to - from)
    for (let i = from; i < to; i++) {
      const hashed = hashes[i] ?? 0
      const at = i * WORDS_PER_ID
      const [a, b, c] = [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0]
      if (filter.mayHave(hashed) && hasEntry(entries, a, b, c)) continue
      extended.writeUInt16BE(day, length)
      extended.writeInt32BE(a, length + DAY_BYTES)
      extended.writeInt32BE(b, length + DAY_BYTES + 4)
      extended.writeInt32BE(c, length + DAY_BYTES + 8)
      filter.add(hashed)
      length += ENTRY
    }
    if (length === entries.length) return
    const all = extended.subarray(0, length)
    const count = length / ENTRY
    filter.fit(least, end, count)
    if (filter.isVague(least, end, count)) filter.correct(least, end, hashesOf(all))
    write(prefix, least, end, all)
  }

  /** Forgets in at most `limit` blocks of a second, from a hash on. */
  const forgetIn = (prefix: Buffer, from: number, before: number, limit: number) => {
    const changed: { readonly key: Buffer; readonly block: Buffer }[] = []
    let last = from
    let count = 0
    for (const { key, value } of store.blocks.getRange({
      start: blockKey(prefix, from),
      end: endOf(prefix),
      limit,
    })) {
      count++
      last = Buffer.from(key).readUInt32BE(prefix.length)
      const kept: Buffer[] = []
      for (let at = 0; at < value.length; at += ENTRY)
        if (value.readUInt16BE(at) >= before) kept.push(value.subarray(at, at + ENTRY))
      if (kept.length * ENTRY < value.length)
        changed.push({ key: Buffer.from(key), block: Buffer.concat(kept) })
    }
    for (const { key, block } of changed) {
      // The first block stays: it says that the second has blocks.
      if (block.length === 0 && key.readUInt32BE(prefix.length) > 0) store.blocks.removeSync(key)
      else store.blocks.put(key, block)
    }
    return { last, count }
  }

  const isEmpty = (prefix: Buffer): boolean => {
    const range = { start: blockKey(prefix, 0), end: endOf(prefix), limit: 2 }
    const left = [...store.blocks.getRange(range)]
    return left.length === 1 && left[0]?.value.length === 0
  }

  const addSome = (second: WithBlocks, ids: HashedIds, day: number): void => {
    const { prefix } = second
    const { hashes } = ids
    /** Blocks are written when all have been read: a cursor does not see what is written meanwhile. */
    const writes: (() => void)[] = []
    for (let next = 0; next < hashes.length; ) {
      let passed = 0
      for (const block of blocksFrom(prefix, blockOf(prefix, hashes[next] ?? 0))) {
        const from = next
        while (next < hashes.length && (hashes[next] ?? 0) < block.end) next++
        const to = next
        if (to > from) writes.push(() => extend(second, block, ids, from, to, day))
        passed = to > from ? 0 : passed + 1
        if (next === hashes.length || passed > MAX_PASSED) break
      }
    }
    for (const each of writes) each()
  }

  return {
    begin(prefix) {
      store.blocks.put(blockKey(prefix, 0), Buffer.alloc(0))
    },
    has({ prefix, filter }, hashed, a, b, c) {
      const { least, entries } = blockOf(prefix, hashed)
      // No other block has hashes from the least up to this one.
      if (filter.isVague(least, hashed + 1, entries.length / ENTRY))
        filter.correct(least, hashed + 1, hashesOf(entries))
      return hasEntry(entries, a, b, c)
    },
    add(second, words, day) {
      for (let at = 0; at < words.length; at += MAX_ADDED * WORDS_PER_ID)
        addSome(second, sortByHash(words.slice(at, at + MAX_ADDED * WORDS_PER_ID), hash), day)
      if (words.length > 0) note(second.prefix, day)
    },
    forget(before, emptied) {
      for (let budget = BLOCKS_PER_STEP; budget > 0; ) {
        const [next] = store.days.getKeys({ limit: 1 })
        if (next === undefined || Buffer.from(next).readUInt16BE(0) >= before) return false
        const key = Buffer.from(next)
        const prefix = key.subarray(DAY_BYTES)
        const name = prefix.toString('latin1')
        const { last, count } = forgetIn(prefix, position?.name === name ? position.hash : 0, before, budget)
        const isDone = count < budget || last === 0xffffffff
        budget -= Math.max(1, count)
        position = isDone ? undefined : { name, hash: last + 1 }
        if (!isDone) return true
        store.days.removeSync(key)
        if (isEmpty(prefix)) {
          store.blocks.removeSync(blockKey(prefix, 0))
          emptied(prefix)
        }
      }
      return true
    },
  }
}
