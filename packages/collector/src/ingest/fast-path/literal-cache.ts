/**
 * Remembers strings that repeat, and finds them by the units of a text: no slice is made of them. A string
 * that was clean once is clean, and a text that begins with one whole string begins with no other.
 *
 * Each string has one slot, which it loses to another string of the same hash: a look-up never takes long,
 * and the cache never holds more than its slots, whatever comes. A string is copied into its slot when it comes
 * again, so that strings that never repeat cost no copy and push out none that do.
 */
import { BACKSLASH, type Codes, copyOf, QUOTE, startsWith } from './json-codes.js'

export interface Literal<Value> {
  /** Holds the string with its quotes. It has no escape. */
  readonly codes: Codes
  readonly value: Value
}

export interface LiteralCache<Value> {
  /** Returns the literal that begins at `at`, if it is known. */
  find(codes: Codes, at: number): Literal<Value> | undefined
  add(codes: Codes, at: number, end: number, value: Value): void
}

/** UTF-16 units of the longest string that is remembered: longer ones seldom repeat. */
const MAX_LENGTH = 128
/** The prime of FNV-1a. */
const PRIME = 0x01000193

export function createLiteralCache<Value>(slots: 64 | 1024 | 4096): LiteralCache<Value> {
  const known = new Array<Literal<Value> | undefined>(slots).fill(undefined)
  /** Holds for each slot the hash of the string that was added last. */
  const addedOnce = new Int32Array(slots)

  /** FNV-1a mixes into the high bits; the shift brings them down. */
  const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (slots - 1)

  /** Hashes the string up to its first quote to 31 bits; returns -1 for a string that is not remembered. */
  const hashOf = (codes: Codes, at: number): number => {
    if (codes[at] !== QUOTE) return -1
    const limit = at + MAX_LENGTH
    let hash = 0
    for (let i = at + 1; i < limit; i++) {
      const code = codes[i] ?? BACKSLASH
      if (code === QUOTE) return hash & 0x7fffffff
      if (code === BACKSLASH) return -1
      hash = Math.imul(hash ^ code, PRIME)
    }
    return -1
  }

  return {
    find(codes, at) {
      const hash = hashOf(codes, at)
      const literal = hash === -1 ? undefined : known[slotOf(hash)]
      return literal !== undefined && startsWith(codes, at, literal.codes) ? literal : undefined
    },
    add(codes, at, end, value) {
      const hash = hashOf(codes, at)
      if (hash === -1) return
      const slot = slotOf(hash)
      if (addedOnce[slot] === hash) known[slot] = { codes: copyOf(codes, at, end), value }
      else addedOnce[slot] = hash
    },
  }
}
