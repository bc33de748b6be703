/** A share of nothing would have no logarithm. */
const FLOOR = 0.0001

const sharesOf = (counts: readonly number[]): readonly number[] => {
  const all = counts.reduce((sum, each) => sum + each, 0)
  return counts.map((each) => Math.max(FLOOR, each / all))
}

/**
 * Returns the population stability index of two distributions over the same bins, or null where one of them is
 * empty.
 */
export function stabilityIndex(now: readonly number[], then: readonly number[]): number | null {
  if (!now.some((each) => each > 0) || !then.some((each) => each > 0)) return null
  const before = sharesOf(then)
  return sharesOf(now).reduce((sum, share, i) => {
    const other = before[i] ?? FLOOR
    return sum + (share - other) * Math.log(share / other)
  }, 0)
}
