/**
 * An exact set of ids that share their first four bytes, as the ids of one second do. The other twelve bytes
 * are in one array: a string for each id would be work for the garbage collector. The table uses open
 * addressing and is at most half full, and at most a quarter when ids are also taken from it.
 */
import type { IdHash } from './id-hash.js'

export const SHARED_BYTES = 4
/** Each id is stored as this many 32-bit words. */
const WORDS = 3
/** An empty table has 2 to this power slots. */
const FEWEST_BITS = 4

export interface IdSet {
  size(): number
  /**
   * Adds an id.
   *
   * @param at the offset in `bytes` at which the 16 bytes of the id begin
   * @returns whether the id was new
   */
  add(bytes: Uint8Array, at: number): boolean
  /**
   * Removes ids in about the order of their hashes, from where the last call ended.
   *
   * @param count is how many; a few more are removed with them
   * @returns their last twelve bytes as three words each, and whether it came to the end of the hashes, where it
   * ends even if there are more: every id that was there when the last round ended has then been removed
   */
  take(count: number): { readonly words: number[]; readonly endsRound: boolean }
}

export const readWord = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)

export const createIdSet = (hash: IdHash): IdSet => {
  let bits = FEWEST_BITS
  let table = new Int32Array(WORDS << bits)
  let size = 0
  /** Says whether the set has the one id that looks like an empty slot. */
  let hasZero = false
  /**
   * Says whether ids have been taken. Others are added meanwhile, so that the part of the table that is taken
   * last is up to e times as full as the table.
   */
  let hasRounds = false
  /** Says where taking goes on. */
  let position = 0

  const isEmpty = (slot: number): boolean => {
    const at = (slot & ((1 << bits) - 1)) * WORDS
    return table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0
  }

  /** Returns false when the words are in the table already. */
  const put = (a: number, b: number, c: number): boolean => {
    for (let slot = hash(a, b, c) >>> (32 - bits); ; slot = (slot + 1) & ((1 << bits) - 1)) {
      const at = slot * WORDS
      if (table[at] === a && table[at + 1] === b && table[at + 2] === c) return false
      if (table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0) {
        table[at] = a
        table[at + 1] = b
        table[at + 2] = c
        return true
      }
    }
  }

  const grow = (): void => {
    const before = table
    bits++
    position *= 2
    table = new Int32Array(WORDS << bits)
    for (let at = 0; at < before.length; at += WORDS) {
      const [a, b, c] = [before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0]
      if (a !== 0 || b !== 0 || c !== 0) put(a, b, c)
    }
  }

  return {
    size: () => size,
    take(count) {
      hasRounds = true
      const words: number[] = []
      const slots = 1 << bits
      let slot = position
      // Ids between two empty slots were put there independently of all others, and can go without them.
      while (!isEmpty(slot)) slot--
      for (; ; slot++) {
        if (isEmpty(slot)) {
          if (slot >= slots || words.length >= count * WORDS) break
          continue
        }
        const at = (slot & (slots - 1)) * WORDS
        words.push(table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0)
        table.fill(0, at, at + WORDS)
      }
      const endsRound = slot >= slots
      if (endsRound && hasZero) {
        words.push(0, 0, 0)
        hasZero = false
      }
      position = slot % slots
      size -= words.length / WORDS
      return { words, endsRound }
    },
    add(bytes, at) {
      const a = readWord(bytes, at + SHARED_BYTES)
      const b = readWord(bytes, at + SHARED_BYTES + 4)
      const c = readWord(bytes, at + SHARED_BYTES + 8)
      if (a === 0 && b === 0 && c === 0) {
        if (hasZero) return false
        hasZero = true
      } else if (!put(a, b, c)) return false
      size++
      if (size > 1 << (bits - (hasRounds ? 2 : 1))) grow()
      return true
    },
  }
}
