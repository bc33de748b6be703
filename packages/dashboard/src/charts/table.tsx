import type { Column, Row } from '../api/query.js'
import { nameOfRow } from '../format/dimension-value.js'
import { formatFigure } from '../format/figure.js'
import { Scroll } from '../panels/scroll.js'
import { filterFor, hasFilter, isFilterable, toggleFilter } from '../view/filter.js'
import { useViewing } from '../view/use-view.js'
import type { Filter } from '../view/view.js'
import { Delta } from './delta.js'
import type { DrawnProps } from './drawn.js'
import { EventsLink } from './events-link.js'
import { rowView } from './row-view.js'

/** The rows of an answer as they are; it is also how any chart shows its figures as a table. */
export function Table({ chart, answer }: DrawnProps) {
  const dimensions = answer.columns.filter(({ unit }) => unit === null)
  const metrics = answer.columns.filter(({ unit }) => unit !== null)
  const isCompared = answer.meta.comparison_range !== undefined
  return (
    <Scroll label={`${chart.title}, table`}>
      <table class="figures">
        <caption class="visually-hidden">{chart.title}</caption>
        <thead>
          <tr>
            {dimensions.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
            {metrics.map(({ id, title }) => (
              <th key={id} scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row) => (
            <tr key={JSON.stringify([row.dimensions, row.other, row.folded])}>
              {dimensions.map((dimension, i) => (
                <NameCell key={dimension.id} row={row} index={i} dimension={dimension} />
              ))}
              {metrics.map((metric, i) => (
                <td key={metric.id} class="number">
                  <Figure
                    value={row.metrics[i] ?? null}
                    metric={metric}
                    selected={rowView(row, dimensions)}
                    filters={chart.ask.filters}
                  />
                  {isCompared && (
                    <span class="cell-delta">
                      <Delta change={row.comparison?.change[i]} column={metric} />
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

interface FigureProps {
  readonly value: number | null
  readonly metric: Column
  readonly selected: ReturnType<typeof rowView>
  /** Those of the chart. */
  readonly filters: readonly Filter[] | undefined
}

function Figure({ value, metric, selected, filters = [] }: FigureProps) {
  const text = formatFigure(value, metric.unit)
  if (!value || selected === undefined) return <>{text}</>
  return (
    <EventsLink metric={metric} range={selected.range} filters={[...filters, ...selected.filters]}>
      {text}
    </EventsLink>
  )
}

function NameCell({ row, index, dimension }: { row: Row; index: number; dimension: Column }) {
  const { view, go } = useViewing()
  const name = nameOfRow(row, index, dimension.id)
  const filter = filterFor(dimension.id, row.dimensions[index] ?? null)
  const content = <bdi title={name}>{name}</bdi>
  const cell =
    row.other || row.folded || !isFilterable(dimension.id) ? (
      content
    ) : (
      <button
        type="button"
        class="cell-button"
        aria-pressed={hasFilter(view.filters, filter)}
        onClick={() => go({ filters: toggleFilter(view.filters, filter) })}
      >
        {content}
      </button>
    )
  return index === 0 ? (
    <th scope="row" class="name">
      {cell}
    </th>
  ) : (
    <td class="name">{cell}</td>
  )
}
