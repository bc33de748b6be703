/**
 * Strings that come again and again, found by the characters that stand in a text: no slice is made of them. What was
 * clean once is clean, and a text that begins with a whole string begins with no other one.
 *
 * Each has one slot, which it loses to another of the same hash: looking into it never takes long, and it never
 * holds more than its slots, whatever comes.
 */
import { BACKSLASH, copyOf, isAt, QUOTE } from './codes.js'
import type { Source } from './members.js'

type Codes = Source['codes']

export interface Literal<Value> {
  /** Quotes included, and never an escape. */
  readonly codes: Codes
  readonly value: Value
}

export interface Literals<Value> {
  /** The one that begins at `at`. */
  find(codes: Codes, at: number): Literal<Value> | undefined
  add(codes: Codes, at: number, end: number, value: Value): void
}

/** Longer strings seldom come again. */
const LONGEST = 128
/** FNV-1a's, and one more step that brings the high bits down. */
const PRIME = 0x01000193

export function createLiterals<Value>(slots: 64 | 1024 | 4096): Literals<Value> {
  const known = new Array<Literal<Value> | undefined>(slots).fill(undefined)

  /** Of the string up to its first quote; -1 for one that is not remembered. */
  const slotOf = (codes: Codes, at: number): number => {
    if (codes[at] !== QUOTE) return -1
    const most = at + LONGEST
    let hash = 0
    for (let i = at + 1; i < most; i++) {
      const code = codes[i] ?? BACKSLASH
      if (code === QUOTE) return (hash ^ (hash >>> 15)) & (slots - 1)
      if (code === BACKSLASH) return -1
      hash = Math.imul(hash ^ code, PRIME)
    }
    return -1
  }

  return {
    find(codes, at) {
      const slot = slotOf(codes, at)
      const literal = slot === -1 ? undefined : known[slot]
      return literal !== undefined && isAt(codes, at, literal.codes) ? literal : undefined
    },
    add(codes, at, end, value) {
      const slot = slotOf(codes, at)
      if (slot !== -1) known[slot] = { codes: copyOf(codes, at, end), value }
    },
  }
}
