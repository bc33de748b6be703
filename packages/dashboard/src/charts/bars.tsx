import type { Row } from '../api/query.js'
import { nameOfRow } from '../format/dimension-value.js'
import { formatFigure, formatShort } from '../format/figure.js'
import { filterFor, hasFilter, isFilterable, toggleFilter } from '../view/filter.js'
import { useViewing } from '../view/use-view.js'
import type { DrawnProps } from './drawn.js'

/** Rows with a bar behind their names. A row is a button that filters by its value. */
export function Bars({ answer }: DrawnProps) {
  const [dimension, metric] = answer.columns
  if (dimension === undefined || metric === undefined) return null
  // A value without a figure is no news beside others.
  const rows = answer.rows.filter(({ metrics }) => metrics[0])
  const most = Math.max(
    ...answer.rows.map((row) => (isRest(row) ? 0 : (row.metrics[0] ?? 0))),
    Number.MIN_VALUE,
  )
  return (
    <ol class="bars">
      <li class="bars-head" aria-hidden="true">
        <span>{dimension.title}</span>
        <span class="number">{metric.title}</span>
      </li>
      {rows.map((row) => {
        const value = row.metrics[0] ?? null
        return (
          <li key={keyOf(row)}>
            <BarRow row={row} dimension={dimension.id} share={isRest(row) ? 0 : (value ?? 0) / most}>
              <span class="number" title={formatFigure(value, metric.unit)}>
                {formatShort(value, metric.unit)}
              </span>
            </BarRow>
          </li>
        )
      })}
    </ol>
  )
}

/** All other values together are no value, and would dwarf the others. */
const isRest = (row: Row) => row.other ?? row.folded ?? false

const keyOf = (row: Row) => (row.other ? 'other' : row.folded ? 'folded' : JSON.stringify(row.dimensions))

interface BarRowProps {
  readonly row: Row
  readonly dimension: string
  /** Of the longest bar, from 0 to 1. */
  readonly share: number
  readonly children: preact.ComponentChildren
}

function BarRow({ row, dimension, share, children }: BarRowProps) {
  const { view, go } = useViewing()
  const name = nameOfRow(row, 0, dimension)
  const content = (
    <>
      <span class="bar-fill" aria-hidden="true" style={{ width: `${Math.max(0, share) * 100}%` }} />
      <bdi class={row.dimensions[0] === null ? 'bar-name muted' : 'bar-name'} title={name}>
        {name}
      </bdi>
      {children}
    </>
  )
  if (isRest(row) || !isFilterable(dimension)) return <div class="bar-row">{content}</div>
  const filter = filterFor(dimension, row.dimensions[0] ?? null)
  return (
    <button
      type="button"
      class="bar-row"
      aria-pressed={hasFilter(view.filters, filter)}
      onClick={() => go({ filters: toggleFilter(view.filters, filter) })}
    >
      {content}
    </button>
  )
}
