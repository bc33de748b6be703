/**
 * Says of most hashes that were never added that they were not. The range of hashes is divided into equal parts,
 * with a bit for each, so that what is known of a range can be corrected when its hashes are seen. A filter that
 * knows nothing has all bits set.
 */

const FEWEST_BITS = 10
/** A filter of so many bits takes 4 MB: of 2,000,000 hashes that were not added, one in seventeen passes. */
const MOST_BITS = 25
/** One hash in so many parts: as many of those that were not added pass. */
const PARTS_PER_HASH = 16
/** A range of more parts is not corrected, since that would take longer than it saves. */
const MAX_CORRECTED = 8_192
const HASHES = 2 ** 32

export interface HashFilter {
  /** Returns how many bytes it takes. */
  bytes(): number
  /** Returns whether a hash may have been added. */
  mayHave(hash: number): boolean
  add(hash: number): void
  /** Grows where a range of hashes from `from` to before `to` has `count` of them and too few parts. */
  fit(from: number, to: number, count: number): void
  /** Says whether a range seems to have so many more hashes than `count` that correcting it is worth while. */
  isVague(from: number, to: number, count: number): boolean
  /** Corrects a range, whose hashes are all of `hashes` that lie within it. */
  correct(from: number, to: number, hashes: Iterable<number>): void
}

/** Doubles each of the low 16 bits. */
const spread = (bits: number): number => {
  let x = bits & 0xffff
  x = (x | (x << 8)) & 0x00ff00ff
  x = (x | (x << 4)) & 0x0f0f0f0f
  x = (x | (x << 2)) & 0x33333333
  x = (x | (x << 1)) & 0x55555555
  return x | (x << 1)
}

const countBits = (word: number): number => {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** @param knowsNothing says that hashes may have been added before */
export const createHashFilter = (knowsNothing: boolean): HashFilter => {
  let bits = FEWEST_BITS
  let words = new Int32Array(2 ** (FEWEST_BITS - 5)).fill(knowsNothing ? -1 : 0)

  const double = (): void => {
    const before = words
    bits++
    words = new Int32Array(2 * before.length)
    // An iterator would take ten times as long, for a million words.
    for (let i = 0; i < before.length; i++) {
      const word = before[i] ?? 0
      words[2 * i] = spread(word)
      words[2 * i + 1] = spread(word >>> 16)
    }
  }

  /** Returns the first part that lies within a range, and the one behind the last. */
  const within = (from: number, to: number): [first: number, end: number] => {
    const width = HASHES / 2 ** bits
    return [Math.ceil(from / width), Math.floor(to / width)]
  }

  /** Passes each word of a range of parts, and which of its bits belong to the range. */
  const eachWord = (first: number, end: number, take: (index: number, mask: number) => void): void => {
    for (let at = first; at < end; ) {
      const next = Math.min(end, (at | 31) + 1)
      const mask = next - at === 32 ? -1 : ((1 << (next - at)) - 1) << (at & 31)
      take(at >>> 5, mask)
      at = next
    }
  }

  const add = (hash: number): void => {
    const part = hash >>> (32 - bits)
    words[part >>> 5] = (words[part >>> 5] ?? 0) | (1 << (part & 31))
  }

  return {
    bytes: () => words.byteLength,
    mayHave(hash) {
      const part = hash >>> (32 - bits)
      return ((words[part >>> 5] ?? 0) & (1 << (part & 31))) !== 0
    },
    add,
    fit(from, to, count) {
      while (bits < MOST_BITS && ((to - from) / HASHES) * 2 ** bits < PARTS_PER_HASH * count) double()
    },
    isVague(from, to, count) {
      const [first, end] = within(from, to)
      if (end - first > MAX_CORRECTED) return false
      let set = 0
      eachWord(first, end, (index, mask) => {
        set += countBits((words[index] ?? 0) & mask)
      })
      return set > 8 + count * 1.5
    },
    correct(from, to, hashes) {
      const [first, end] = within(from, to)
      eachWord(first, end, (index, mask) => {
        words[index] = (words[index] ?? 0) & ~mask
      })
      for (const hash of hashes) if (hash >= from && hash < to) add(hash)
    },
  }
}
