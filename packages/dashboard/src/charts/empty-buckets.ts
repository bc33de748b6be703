/** Adds the ranges of numbers in which there is nothing, which an answer leaves out. */
import type { QueryAnswer } from '../api/query.js'
import type { QueryChart } from '../boards/board.js'

/** Returns the edges that a chart asks for; undefined for those of the collector. */
export function edgesOf({ ask }: QueryChart): readonly number[] | undefined {
  const [dimension] = ask.dimensions ?? []
  return typeof dimension === 'object' ? dimension.edges : undefined
}

/** Lists 1, 2 and 5 times the powers of ten between two of them, as the collector does without edges. */
export function defaultEdges(first: number, last: number): readonly number[] {
  if (first <= 0) return []
  const edges: number[] = []
  for (let power = Math.floor(Math.log10(first)); power <= Math.ceil(Math.log10(last)); power++)
    for (const step of [1, 2, 5]) {
      const edge = Number(`${step}e${power}`)
      if (edge >= first && edge <= last) edges.push(edge)
    }
  return edges
}

export function withEmptyBuckets(answer: QueryAnswer, edges: readonly number[] | undefined): QueryAnswer {
  const [dimension] = answer.columns
  if (!dimension?.id.startsWith('bucket:')) return answer
  const known = new Map(answer.rows.map((row) => [row.dimensions[0] ?? null, row]))
  const numbers = [...known.keys()].filter((value) => typeof value === 'number')
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
  const all = (edges ?? defaultEdges(first, last)).filter((edge) => edge >= first && edge <= last)
  const buckets = [...new Set([...all, ...numbers])].sort((a, b) => a - b)
  return {
    ...answer,
    rows: buckets.map((bucket) => known.get(bucket) ?? { dimensions: [bucket], metrics: [0] }),
  }
}
