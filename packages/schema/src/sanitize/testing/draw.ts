/** Random draws that a seed repeats (mulberry32, public domain): a failure names its seed and comes again. */
export interface Draw {
  /** 0 to `below` - 1. */
  integer(below: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** `length` characters of the alphabet. */
  word(alphabet: string, length: number): string
}

export function createDraw(seed: number): Draw {
  let state = seed >>> 0
  const integer = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
  return {
    integer,
    pick: (items) => items[integer(items.length)] ?? items[0],
    word(alphabet, length) {
      let out = ''
      for (let i = 0; i < length; i++) out += alphabet.charAt(integer(alphabet.length))
      return out
    },
  }
}
