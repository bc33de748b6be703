/** Orders the rows of an answer: as the query says, else by time, else by the first metric. */
import type { SqlValue } from '../sinks/report-store.js'
import type { Order, Query } from './language/check-query.js'

interface Sortable {
  readonly values: readonly SqlValue[]
  readonly figures: readonly (number | null)[]
}

/** Puts surrogates, which stand for the code points above all others, behind all other units. */
const placeOf = (unit: number): number =>
  unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit

/** Orders texts by their code points, as the stores do. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (left !== right) return placeOf(left) - placeOf(right)
  }
  return a.length - b.length
}

function compareValues(a: SqlValue, b: SqlValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  return Number(a) - Number(b)
}

/** Puts nulls last, in either direction. */
function compareBy(a: SqlValue, b: SqlValue, direction: Order['direction']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return direction === 'asc' ? compareValues(a, b) : compareValues(b, a)
}

function defaultOrder({ groups, metrics }: Query): readonly Order[] {
  const time = groups.findIndex(({ kind }) => kind === 'time')
  if (time !== -1) return [{ by: 'group', index: time, direction: 'asc' }]
  return metrics.length > 0 && groups.length > 0 ? [{ by: 'metric', index: 0, direction: 'desc' }] : []
}

export function sortRows<T extends Sortable>(rows: readonly T[], query: Query): readonly T[] {
  const order: readonly Order[] = [
    ...(query.orderBy.length > 0 ? query.orderBy : defaultOrder(query)),
    ...query.groups.map((_, index): Order => ({ by: 'group', index, direction: 'asc' })),
  ]
  return rows.toSorted((a, b) => {
    for (const { by, index, direction } of order) {
      const [left, right] =
        by === 'metric' ? [a.figures[index], b.figures[index]] : [a.values[index], b.values[index]]
      const compared = compareBy(left ?? null, right ?? null, direction)
      if (compared !== 0) return compared
    }
    return 0
  })
}
