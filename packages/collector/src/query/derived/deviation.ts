/**
 * Returns by how many standard deviations a value is above the mean of those before, or null where they do not
 * deviate.
 */
export function deviationOf(value: number, before: readonly number[]): number | null {
  // The mean of equal values need not be exactly equal to them.
  if (before.every((each) => each === before[0])) return null
  const mean = before.reduce((sum, each) => sum + each, 0) / before.length
  const variance = before.reduce((sum, each) => sum + (each - mean) ** 2, 0) / before.length
  return (value - mean) / Math.sqrt(variance)
}
