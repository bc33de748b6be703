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
/** Marks the end of the words. */
const END = 0xff

export const createIdHash = (key: Buffer): IdHash => {
  const k0 = key.readInt32LE(0)
  const k1 = key.readInt32LE(4)
  /** The state of the algorithm. A hash is synchronous, so that all share it. */
  const state = new Int32Array(4)

  const round = (): void => {
    let [v0 = 0, v1 = 0, v2 = 0, v3 = 0] = state
    v0 = (v0 + v1) | 0
    v1 = rotate(v1, 5) ^ v0
    v0 = rotate(v0, 16)
    v2 = (v2 + v3) | 0
    v3 = rotate(v3, 8) ^ v2
    v0 = (v0 + v3) | 0
    v3 = rotate(v3, 7) ^ v0
    v2 = (v2 + v1) | 0
    v1 = rotate(v1, 13) ^ v2
    v2 = rotate(v2, 16)
    state[0] = v0
    state[1] = v1
    state[2] = v2
    state[3] = v3
  }
  const add = (index: number, bits: number): void => {
    state[index] = (state[index] ?? 0) ^ bits
  }
  const addWord = (word: number): void => {
    add(3, word)
    round()
    add(0, word)
  }

  return (a, b, c) => {
    state[0] = k0
    state[1] = k1
    state[2] = FIRST ^ k0
    state[3] = SECOND ^ k1
    for (const word of [a, b, c, LENGTH]) addWord(word)
    add(2, END)
    for (let i = 0; i < 3; i++) round()
    return ((state[1] ?? 0) ^ (state[3] ?? 0)) >>> 0
  }
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))

const SECRET = textKey('id-hash')

/** Reads the secret of a store, or makes it. */
export const readOrCreateIdHash = (store: Store): IdHash => {
  const known = store.meta.get(SECRET)
  if (known !== undefined) return createIdHash(known)
  const key = randomBytes(KEY_BYTES)
  store.meta.transactionSync(() => store.meta.put(SECRET, key))
  return createIdHash(key)
}
