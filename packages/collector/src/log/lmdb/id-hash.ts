/**
 * Hashes ids with a secret, so that nobody who chooses ids can make their hashes collide: HalfSipHash with one
 * round for each word and three at the end (Aumasson and Bernstein, https://www.aumasson.jp/siphash/). It is
 * stored with the ids, since blocks on disk are ordered by it.
 */
import { randomBytes } from 'node:crypto'
import { type Store, textKey } from './store.js'

/** Returns 32 bits of the last twelve bytes of an id, which are passed as three words of 32 bits. */
export type IdHash = (a: number, b: number, c: number) => number

const KEY_BYTES = 8
const FIRST = 0x6c796765
const SECOND = 0x74656462
/** The twelve bytes that are hashed, in the highest byte of the last word, as the algorithm wants it. */
const LENGTH = 12 << 24
/** The words with the length, for each of which there is a round, and the rounds with those at the end. */
const WORDS = 4
const ROUNDS = WORDS + 3
/** Marks the end of the words. */
const END = 0xff

export const createIdHash = (key: Buffer): IdHash => {
  const k0 = key.readInt32LE(0)
  const k1 = key.readInt32LE(4)
  return (a, b, c) => {
    // The state is in variables, since an array or a function for a round takes several times as long.
    let v0 = k0
    let v1 = k1
    let v2 = FIRST ^ k0
    let v3 = SECOND ^ k1
    for (let i = 0; i < ROUNDS; i++) {
      const word = i === 0 ? a : i === 1 ? b : i === 2 ? c : i === 3 ? LENGTH : 0
      if (i === WORDS) v2 ^= END
      v3 ^= word
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
      v0 ^= word
    }
    return (v1 ^ v3) >>> 0
  }
}

const SECRET = textKey('id-hash')

/** Reads the secret of a store, or makes it. */
export const readOrCreateIdHash = (store: Store): IdHash => {
  const known = store.meta.get(SECRET)
  if (known !== undefined) return createIdHash(known)
  const key = randomBytes(KEY_BYTES)
  store.meta.transactionSync(() => store.meta.put(SECRET, key))
  return createIdHash(key)
}
