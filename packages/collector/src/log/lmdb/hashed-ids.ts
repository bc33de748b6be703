/** Ids with their hashes, in the order of the hashes. */
import type { IdHash } from './id-hash.js'

/** So many words of 32 bits are the last twelve bytes of an id. */
export const WORDS_PER_ID = 3

export interface HashedIds {
  readonly hashes: Uint32Array
  /** Has three words for each id. */
  readonly words: Int32Array
}

interface Order {
  readonly hashes: Uint32Array
  /** Says where each of the hashes was. */
  readonly places: Uint32Array
}

/** Sorts by insertion, since ids come nearly in order from a table that is ordered by hash. */
export const orderOf = (unsorted: readonly number[]): Order => {
  const hashes = Uint32Array.from(unsorted)
  const places = new Uint32Array(hashes.length)
  for (let place = 0; place < hashes.length; place++) {
    const hash = hashes[place] ?? 0
    let to = place
    for (; to > 0 && (hashes[to - 1] ?? 0) > hash; to--) {
      hashes[to] = hashes[to - 1] ?? 0
      places[to] = places[to - 1] ?? 0
    }
    hashes[to] = hash
    places[to] = place
  }
  return { hashes, places }
}

/** @param words three words for each id */
export const sortByHash = (words: readonly number[], hash: IdHash): HashedIds => {
  const unsorted: number[] = []
  for (let at = 0; at < words.length; at += WORDS_PER_ID)
    unsorted.push(hash(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0))
  const { hashes, places } = orderOf(unsorted)
  const sorted = new Int32Array(words.length)
  let to = 0
  for (const place of places)
    for (let word = 0; word < WORDS_PER_ID; word++) sorted[to++] = words[place * WORDS_PER_ID + word] ?? 0
  return { hashes, words: sorted }
}
