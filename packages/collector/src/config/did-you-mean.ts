/** Suggests a name for a mistyped one. */

/** Names of this length are typed by hand; the time that a distance takes grows with the square of the length. */
const MAX_LENGTH = 64

/** Computes Levenshtein's edit distance. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** @returns the allowed name that is nearest, when at most a third of its letters differ */
export const didYouMean = (typed: string, allowed: readonly string[]): string | undefined => {
  if (typed.length > MAX_LENGTH) return undefined
  const near = allowed
    .map((name) => ({ name, edits: distance(typed, name) }))
    .filter(({ name, edits }) => edits <= Math.ceil(name.length / 3))
    .sort((a, b) => a.edits - b.edits)
  return near[0]?.name
}
