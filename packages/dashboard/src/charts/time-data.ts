/** Turns the rows of an answer over time into series, as lines and stacks draw them. */
import type { Column, QueryAnswer, Row } from '../api/query.js'
import type { TimeBucket } from '../boards/time-bucket.js'
import { nameOfRow } from '../format/dimension-value.js'
import { type DimensionValue, filterFor, isFilterable } from '../view/filter.js'
import type { Filter } from '../view/view.js'
import { hasBegun } from './has-begun.js'

export interface Series {
  readonly name: string
  readonly column: Column
  readonly values: readonly (number | null)[]
  /** The same of the earlier period; undefined where nothing is compared. */
  readonly earlier: readonly (number | null)[] | undefined
  /** Chooses the value that the series stands for; undefined where it stands for a metric. */
  readonly filter: Filter | undefined
}

export interface TimeData {
  readonly bucket: TimeBucket
  /** Labels of buckets as the collector writes them. */
  readonly labels: readonly string[]
  readonly series: readonly Series[]
  /** Indices of buckets that are not over, or of which the period has a part. */
  readonly partial: ReadonlySet<number>
}

export function timeData(answer: QueryAnswer, timeZone: string): TimeData | undefined {
  const at = answer.columns.findIndex(({ id, unit }) => unit === null && id.startsWith('time:'))
  const time = answer.columns[at]
  if (time === undefined) return undefined
  const bucket = time.id as TimeBucket
  const labels = [...new Set(answer.rows.map(({ dimensions }) => String(dimensions[at])))].sort()
  const index = new Map(labels.map((label, i) => [label, i]))
  const { first_event_at: firstAt, range, comparison_range: earlierRange } = answer.meta
  const begun = hasBegun(bucket, firstAt, timeZone)
  const begunEarlier = hasBegun(bucket, moved(firstAt, earlierRange?.from, range.from), timeZone)
  const place = (rows: readonly Row[], value: (row: Row) => number | null | undefined) => {
    const values: (number | null)[] = labels.map(() => null)
    for (const row of rows) {
      const label = String(row.dimensions[at])
      const i = index.get(label)
      if (i !== undefined && begun(label)) values[i] = value(row) ?? null
    }
    return values
  }
  return {
    bucket,
    labels,
    series: answer.rows.some((row) => row.dimensions.length > 1)
      ? seriesOfValues(answer, at, place)
      : seriesOfMetrics(answer, place, (label) => begunEarlier(String(label))),
    partial: new Set(answer.meta.partial.flatMap((label) => index.get(label) ?? [])),
  }
}

type Place = (
  rows: readonly Row[],
  value: (row: Row) => number | null | undefined,
) => readonly (number | null)[]

/** Moves a moment by as much as the earlier period is earlier: its buckets stand below those of the period. */
const moved = (at: string | null, from: string | undefined, to: string): string | null =>
  at === null || from === undefined
    ? at
    : new Date(Date.parse(at) + Date.parse(to) - Date.parse(from)).toISOString()

function seriesOfMetrics(
  { columns, rows }: QueryAnswer,
  place: Place,
  begunEarlier: (label: DimensionValue | undefined) => boolean,
): readonly Series[] {
  const isCompared = rows.some(({ comparison }) => comparison)
  return columns
    .filter(({ unit }) => unit !== null)
    .map((column, m) => ({
      name: column.title,
      column,
      values: place(rows, (row) => row.metrics[m]),
      earlier: isCompared
        ? rows.map((row) => (begunEarlier(row.dimensions[0]) ? (row.comparison?.metrics[m] ?? null) : null))
        : undefined,
      filter: undefined,
    }))
}

/** The first metric of each value of the other dimension; the largest first, all others last. */
function seriesOfValues({ columns, rows }: QueryAnswer, at: number, place: Place): readonly Series[] {
  const by = at === 0 ? 1 : 0
  const dimension = columns[by]
  const column = columns.find(({ unit }) => unit !== null)
  if (dimension === undefined || column === undefined) return []
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = row.other ? 'other' : row.folded ? 'folded' : JSON.stringify(row.dimensions[by])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const isRest = ([first]: readonly Row[]) => Number(first?.other ?? first?.folded ?? false)
  const size = (group: readonly Row[]) => group.reduce((sum, row) => sum + (row.metrics[0] ?? 0), 0)
  return [...groups.values()]
    .sort((a, b) => isRest(a) - isRest(b) || size(b) - size(a))
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const value: DimensionValue = first.dimensions[by] ?? null
      const canFilter = isRest(group) === 0 && isFilterable(dimension.id)
      return {
        name: nameOfRow(first, by, dimension.id),
        column,
        values: place(group, (row) => row.metrics[0]),
        earlier: undefined,
        filter: canFilter ? filterFor(dimension.id, value) : undefined,
      }
    })
}
