/** Writes by how much a figure changed, and says in a word whether that is good. */
import type { Column } from '../api/query.js'

const percent = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const wholePercent = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

export interface Change {
  /** Has its sign: `+12%`; points are hundredths of a rate. */
  readonly text: string
  /** Undefined where neither direction is better, and where nothing changed. */
  readonly word: 'better' | 'worse' | undefined
}

/** Ratios change by points, all others by a share of the earlier figure. */
function words(change: number, column: Pick<Column, 'unit'>): string {
  const size = Math.abs(change) * 100
  const number = size >= 10 ? wholePercent.format(size) : percent.format(size)
  const sign = number === '0' ? '±' : change > 0 ? '+' : '−'
  return `${sign}${number}${column.unit === 'ratio' ? ' pts' : '%'}`
}

/** Returns undefined where there is nothing to compare with. */
export function describeChange(
  change: number | null | undefined,
  column: Pick<Column, 'unit' | 'better'>,
): Change | undefined {
  if (change === null || change === undefined) return undefined
  const text = words(change, column)
  if (text.startsWith('±') || column.better === null) return { text, word: undefined }
  return { text, word: change > 0 === (column.better === 'higher') ? 'better' : 'worse' }
}
