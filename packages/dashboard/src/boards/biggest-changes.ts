/** Finds what changed most against the earlier period, among values of several dimensions. */
import type { QueryAnswer } from '../api/query.js'
import type { DimensionValue } from '../view/filter.js'

export interface Changed {
  readonly dimension: { readonly id: string; readonly title: string }
  readonly metric: { readonly title: string; readonly better: 'higher' | 'lower' | null }
  readonly value: DimensionValue
  readonly now: number
  readonly before: number
}

/** Counts that came by chance differ by less than twice their standard deviation nineteen times of twenty. */
const LEAST_DEVIATIONS = 2

/** Two counts of rare events differ by chance by about the root of their sum. */
export const deviations = (now: number, before: number): number =>
  now === before ? 0 : (now - before) / Math.sqrt(now + before)

/**
 * Orders the values of all answers by how little their change can be chance.
 *
 * @param answers of one count by one dimension each, with a comparison
 */
export function biggestChanges(answers: readonly QueryAnswer[], most: number): readonly Changed[] {
  return answers
    .flatMap(changesOf)
    .map((changed) => ({ changed, size: Math.abs(deviations(changed.now, changed.before)) }))
    .filter(({ size }) => size >= LEAST_DEVIATIONS)
    .sort((a, b) => b.size - a.size)
    .slice(0, most)
    .map(({ changed }) => changed)
}

function changesOf({ columns, rows }: QueryAnswer): readonly Changed[] {
  const [dimension, metric] = columns
  if (dimension === undefined || metric === undefined) return []
  return rows
    .filter(({ other, folded }) => !other && !folded)
    .map((row) => ({
      dimension,
      metric,
      value: row.dimensions[0] ?? null,
      now: row.metrics[0] ?? 0,
      before: row.comparison?.metrics[0] ?? 0,
    }))
    .filter(({ value }) => value !== null)
}
