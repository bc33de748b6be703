/** Puts the threshold of an alert beside the values of its query over time, as a line of its own. */
import type { Column, QueryAnswer, Row } from '../../api/query.js'

/** Returns the value that an alert compares: that of the worst group. */
function worstOf(rows: readonly Row[], compare: 'above' | 'below'): number | null {
  const values = rows.flatMap(({ metrics: [value] }) => value ?? [])
  if (values.length === 0) return null
  return compare === 'above' ? Math.max(...values) : Math.min(...values)
}

/** @param answer has one metric, and time as its first dimension */
export function besideThreshold(
  answer: QueryAnswer,
  compare: 'above' | 'below',
  threshold: number,
): QueryAnswer {
  const [time] = answer.columns
  const metric = answer.columns.find(({ unit }) => unit !== null)
  if (time === undefined || metric === undefined) return answer
  const buckets = new Map<string, Row[]>()
  for (const row of answer.rows) {
    const label = String(row.dimensions[0])
    buckets.set(label, [...(buckets.get(label) ?? []), row])
  }
  const line: Column = { id: 'threshold', title: `Threshold (${compare})`, unit: metric.unit, better: null }
  return {
    ...answer,
    columns: [time, metric, line],
    rows: [...buckets].map(([label, rows]) => ({
      dimensions: [label],
      metrics: [worstOf(rows, compare), threshold],
    })),
  }
}
