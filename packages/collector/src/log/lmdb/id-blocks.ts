/**
 * Blocks hold the ids of seconds that are not in memory. A second has any number of blocks, each with the ids of
 * a range of hashes, so that one id costs one block whatever the number of ids and however they were chosen.
 *
 * The key of a block is the prefix of its second and the least hash of its range, which ends where the next
 * block's begins; the first begins with 0. An entry is the day of receipt and the twelve bytes of the id that
 * follow the four that all ids of a second share. `days` says which seconds have ids of a day.
 *
 * Everything here runs inside a transaction.
 */
import { DAY } from '@hushlog/base'
import type { IdHash } from './id-hash.js'
import { type IdSet, readWord, SHARED_BYTES } from './id-set.js'
import type { Store } from './store.js'

const HASH_BYTES = 4
const DAY_BYTES = 2
const ID_BYTES = 12
const ENTRY = DAY_BYTES + ID_BYTES
/** A block of so many entries takes less than half a page of 4 KB with its key, as LMDB wants it. */
const MAX_ENTRIES = 96
/** Blocks that are made at once have so many entries at most on average, so that hardly any has too many. */
const FILL = 64
/** A block takes some 5 µs: a step of forgetting holds the event loop for a few milliseconds. */
const BLOCKS_PER_STEP = 500

export const dayOf = (time: number): number => Math.max(0, Math.floor(time / DAY)) & 0xffff

export interface IdBlocks {
  /**
   * Adds an id to the blocks of a second, which must have been made.
   *
   * @param at the offset in `ids` at which the 16 bytes of the id begin
   * @returns whether the id was new
   */
  add(prefix: Buffer, ids: Uint8Array, at: number, day: number): boolean
  /** Makes the blocks of a second from ids that were received on a day. */
  make(prefix: Buffer, ids: IdSet, day: number): void
  /**
   * Forgets ids of days before one.
   *
   * @param emptied is called with the prefix of a second of which nothing is left
   * @returns whether there may be more
   */
  forget(before: number, emptied: (prefix: Buffer) => void): boolean
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

  const hashAt = (block: Buffer, at: number): number =>
    hash(block.readInt32BE(at + 2), block.readInt32BE(at + 6), block.readInt32BE(at + 10))

  /** Writes a block, as two when it has become too large. */
  const write = (prefix: Buffer, least: number, block: Buffer): void => {
    if (block.length > MAX_ENTRIES * ENTRY) {
      const hashes = new Uint32Array(block.length / ENTRY)
      for (let i = 0; i < hashes.length; i++) hashes[i] = hashAt(block, i * ENTRY)
      const middle = hashes.slice().sort()[hashes.length >> 1] ?? least
      // Without an id below the middle, nothing would be left in the first of the two.
      if (middle > least) {
        const parts: [Buffer[], Buffer[]] = [[], []]
        for (const [i, each] of hashes.entries())
          parts[each < middle ? 0 : 1].push(block.subarray(i * ENTRY, (i + 1) * ENTRY))
        store.blocks.put(blockKey(prefix, least), Buffer.concat(parts[0]))
        store.blocks.put(blockKey(prefix, middle), Buffer.concat(parts[1]))
        return
      }
    }
    store.blocks.put(blockKey(prefix, least), block)
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

  return {
    add(prefix, ids, at, day) {
      const a = readWord(ids, at + SHARED_BYTES)
      const b = readWord(ids, at + SHARED_BYTES + 4)
      const c = readWord(ids, at + SHARED_BYTES + 8)
      const start = blockKey(prefix, hash(a, b, c))
      for (const { key, value } of store.blocks.getRange({ start, reverse: true, limit: 1 })) {
        if (key.length !== start.length || prefix.compare(key, 0, prefix.length) !== 0) break
        if (hasEntry(value, a, b, c)) return false
        const least = Buffer.from(key).readUInt32BE(prefix.length)
        const block = Buffer.allocUnsafe(value.length + ENTRY)
        value.copy(block)
        block.writeUInt16BE(day, value.length)
        block.set(ids.subarray(at + SHARED_BYTES, at + SHARED_BYTES + ID_BYTES), value.length + DAY_BYTES)
        write(prefix, least, block)
        note(prefix, day)
        return true
      }
      throw new Error('a second of ids has no blocks')
    },
    make(prefix, ids, day) {
      const size = ids.size()
      const bits = Math.max(0, Math.ceil(Math.log2(size / FILL)))
      // A shift by 32 bits would be one by none.
      const partOf = (hashed: number): number => (bits === 0 ? 0 : hashed >>> (32 - bits))
      const hashes = new Uint32Array(size)
      /** Holds where each part ends, and while entries are written where its next one begins. */
      const ends = new Uint32Array((1 << bits) + 1)
      let n = 0
      ids.each((a, b, c) => {
        const hashed = hash(a, b, c)
        hashes[n++] = hashed
        const part = partOf(hashed) + 1
        ends[part] = (ends[part] ?? 0) + 1
      })
      for (let i = 1; i < ends.length; i++) ends[i] = (ends[i] ?? 0) + (ends[i - 1] ?? 0)
      const entries = Buffer.allocUnsafeSlow(size * ENTRY)
      const view = new DataView(entries.buffer, entries.byteOffset)
      n = 0
      ids.each((a, b, c) => {
        const part = partOf(hashes[n++] ?? 0)
        const at = (ends[part] ?? 0) * ENTRY
        ends[part] = (ends[part] ?? 0) + 1
        view.setUint16(at, day)
        view.setInt32(at + 2, a)
        view.setInt32(at + 6, b)
        view.setInt32(at + 10, c)
      })
      let from = 0
      for (let part = 0; part < 1 << bits; part++) {
        const to = (ends[part] ?? 0) * ENTRY
        if (part === 0 || to > from)
          store.blocks.put(blockKey(prefix, part * 2 ** (32 - bits)), entries.subarray(from, to))
        from = to
      }
      note(prefix, day)
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
