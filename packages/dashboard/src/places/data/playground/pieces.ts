/** Cuts a text at its findings. */
import type { Finding } from '@hushlog/schema/sanitize'

export interface Piece {
  /** The offset of the part in the text. */
  readonly at: number
  readonly part: string
  /** Undefined when the part is no finding. */
  readonly rule: string | undefined
}

/**
 * Returns the parts of a text in order and without a gap.
 *
 * @param findings sorted and disjoint
 */
export function pieces(text: string, findings: readonly Finding[]): Piece[] {
  const out: Piece[] = []
  let from = 0
  const add = (to: number, rule: string | undefined) => {
    if (to > from) out.push({ at: from, part: text.slice(from, to), rule })
    from = to
  }
  for (const { rule, start, end } of findings) {
    add(start, undefined)
    add(end, rule)
  }
  add(text.length, undefined)
  return out
}

/** Counts the findings of each rule, the most frequent rule first. */
export function countRules(findings: readonly Finding[]): [rule: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
