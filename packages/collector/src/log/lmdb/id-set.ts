/**
 * Ids that share their first four bytes, as those of one second do: an exact set of the other twelve, in one array
 * instead of a string each, which the garbage collector would have to move about.
 *
 * Open addressing, at most half full. The hash is a sum of products with secret odd factors, of which the high bits
 * are taken: nobody who sends ids can know which of them meet.
 */
import { randomBytes } from 'node:crypto'

const SHARED_BYTES = 4
const WORDS = 3
const FEWEST_BITS = 4

export interface IdSet {
  size(): number
  /** Whether it was new. `at` is where the 16 bytes of the id begin. */
  add(bytes: Uint8Array, at: number): boolean
}

const oddFactor = (): number => randomBytes(4).readInt32LE() | 1
const A = oddFactor()
const B = oddFactor()
const C = oddFactor()

const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)

export const createIdSet = (): IdSet => {
  let bits = FEWEST_BITS
  let table = new Int32Array(WORDS << bits)
  let size = 0
  /** The one id that looks like an empty slot. */
  let hasZero = false

  /** False when it is there already. */
  const put = (a: number, b: number, c: number): boolean => {
    const hash = (Math.imul(a, A) + Math.imul(b, B) + Math.imul(c, C)) | 0
    for (let slot = hash >>> (32 - bits); ; slot = (slot + 1) & ((1 << bits) - 1)) {
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
    table = new Int32Array(WORDS << bits)
    for (let at = 0; at < before.length; at += WORDS) {
      const [a, b, c] = [before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0]
      if (a !== 0 || b !== 0 || c !== 0) put(a, b, c)
    }
  }

  return {
    size: () => size,
    add(bytes, at) {
      const a = word(bytes, at + SHARED_BYTES)
      const b = word(bytes, at + SHARED_BYTES + 4)
      const c = word(bytes, at + SHARED_BYTES + 8)
      if (a === 0 && b === 0 && c === 0) {
        if (hasZero) return false
        hasZero = true
      } else if (!put(a, b, c)) return false
      size++
      if (size > 1 << (bits - 1)) grow()
      return true
    },
  }
}
