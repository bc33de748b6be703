/**
 * Exponential back-off with full jitter: each wait is a random share of a ceiling that doubles, so that
 * clients which failed together do not return together (AWS Architecture Blog, "Exponential Backoff And
 * Jitter", 2015).
 */

/** Bounds the waits between attempts. */
export interface BackOffLimits {
  /** Ceiling of the first wait. */
  readonly firstMs: number
  /** Ceiling that is never exceeded. */
  readonly longestMs: number
  /** Least wait, since full jitter may draw zero. The default is 0. */
  readonly shortestMs?: number
}

/**
 * @param failures failures in a row before this wait, minus one: 0 before the first retry
 * @param random at least 0 and less than 1
 * @returns milliseconds to wait
 */
export function backOff(
  failures: number,
  random: number,
  { firstMs, longestMs, shortestMs = 0 }: BackOffLimits,
): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** failures)
  return shortestMs + random * (ceiling - shortestMs)
}
