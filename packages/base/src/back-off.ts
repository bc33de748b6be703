/**
 * Exponential back-off with full jitter: each wait is a random share of a ceiling that doubles, so that
 * clients which failed together do not return together (AWS Architecture Blog, "Exponential Backoff And
 * Jitter", 2015).
 */

/** All in milliseconds. */
export interface BackOffLimits {
  /** Ceiling of the first wait. */
  readonly first: number
  /** Ceiling that is never exceeded. */
  readonly longest: number
  /** Least wait, since full jitter may draw zero. The default is 0. */
  readonly shortest?: number
}

/**
 * @param failures failures in a row before this wait, minus one: 0 before the first retry
 * @param random at least 0 and less than 1
 * @returns milliseconds to wait
 */
export function backOff(
  failures: number,
  random: number,
  { first, longest, shortest = 0 }: BackOffLimits,
): number {
  const ceiling = Math.min(longest, first * 2 ** failures)
  return shortest + random * (ceiling - shortest)
}
