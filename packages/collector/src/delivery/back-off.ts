/**
 * The one back-off of the collector: exponential with full jitter, so that sinks which failed together do not
 * return together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */

/** Milliseconds. The first wait is short since most failures are a restart or a dropped connection. */
const FIRST = 250
/** Milliseconds. Also how late a sink notices that its store is back. */
const LONGEST = 30_000
/** Milliseconds. Full jitter may draw 0; a failing store is not asked again at once. */
const SHORTEST = 20

/** @param failures consecutive failures so far, 0 for the first wait. @param random in [0, 1). */
export function backOff(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 20))
  return SHORTEST + Math.floor(random() * (ceiling - SHORTEST))
}
