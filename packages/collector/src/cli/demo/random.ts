/** Draws numbers that look random and follow from a seed. */

export interface Random {
  /** Returns at least 0 and less than 1. */
  next(): number
  /** Returns a whole number from 0 to `n` − 1. */
  below(n: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  /** Picks an index below `n`, the lower the more often: a few are popular, and the tail is long. */
  popular(n: number): number
  /** Draws what is mostly near `median` and sometimes many times as long, such as times of answers. */
  logNormal(median: number, spread: number): number
  /** Counts how often something goes on that goes on with this probability, at most `limit` times. */
  repeats(probability: number, limit: number): number
}

/** Makes the popular ones more popular: half of all picks fall into the first eighth. */
const POPULARITY = 3

/**
 * Implements Mulberry32, which is in the public domain:
 * https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32
 */
export const createRandom = (seed: number): Random => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    popular: (n) => Math.floor(next() ** POPULARITY * n),
    logNormal: (median, spread) =>
      median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    repeats(probability, limit) {
      let times = 0
      while (times < limit && next() < probability) times++
      return times
    },
  }
}
