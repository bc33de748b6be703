import { useMemo } from 'preact/hooks'
import type { QueryAnswer, Row } from '../api/query.js'
import { nameOfRow } from '../format/dimension-value.js'
import { formatFigure, formatShort } from '../format/figure.js'
import { filterFor, hasFilter, isFilterable, toggleFilter } from '../view/filter.js'
import { useViewing } from '../view/use-view.js'
import { Canvas, type Config } from './canvas.js'
import type { DrawnProps } from './drawn.js'
import { animation, tooltipOptions } from './options.js'
import { colorOf, type Theme, useTheme } from './theme.js'

const figureOf = (row: Row) => row.metrics[0] ?? 0
const sumOf = ({ rows }: QueryAnswer) => rows.reduce((sum, row) => sum + figureOf(row), 0)

function ringConfig(answer: QueryAnswer, theme: Theme): Config {
  const [dimension, metric] = answer.columns
  return {
    type: 'doughnut',
    data: {
      labels: answer.rows.map((row) => nameOfRow(row, 0, dimension?.id ?? '')),
      datasets: [
        {
          data: answer.rows.map(figureOf),
          backgroundColor: answer.rows.map((_, i) => theme.color(colorOf(i))),
          borderColor: theme.color('surface'),
          borderWidth: 2,
          hoverOffset: 0,
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      cutout: '70%',
      animation: animation(theme),
      plugins: {
        tooltip: {
          ...tooltipOptions(theme),
          callbacks: { label: (item) => ` ${formatFigure(Number(item.raw), metric?.unit ?? null)}` },
        },
      },
    },
  } as Config
}

/** Few parts of a whole. An entry of the list filters by its value. */
export function Ring({ chart, answer }: DrawnProps) {
  const { view, go } = useViewing()
  const theme = useTheme()
  const config = useMemo(() => ringConfig(answer, theme), [answer, theme])
  const [dimension, metric] = answer.columns
  if (dimension === undefined || metric === undefined) return null
  const sum = sumOf(answer)
  const filterAt = (row: Row | undefined) =>
    row && !row.other && !row.folded && isFilterable(dimension.id)
      ? filterFor(dimension.id, row.dimensions[0] ?? null)
      : undefined
  const choose = (row: Row | undefined) => {
    const filter = filterAt(row)
    if (filter) go({ filters: toggleFilter(view.filters, filter) })
  }
  const words = (row: Row) =>
    `${nameOfRow(row, 0, dimension.id)}: ${formatFigure(figureOf(row), metric.unit)}, ${formatFigure(sum === 0 ? null : figureOf(row) / sum, 'ratio')}`
  return (
    <div class="ring">
      <div class="ring-drawing">
        <Canvas
          config={config}
          theme={theme}
          shape="round"
          label={`${chart.title}, ${answer.rows.length} parts; arrow keys read them out`}
          points={{
            count: answer.rows.length,
            describe: (i) => {
              const row = answer.rows[i]
              return row ? words(row) : ''
            },
            choose: (i) => choose(answer.rows[i]),
          }}
        />
        <p class="ring-middle" aria-hidden="true">
          <strong>{formatShort(sum, metric.unit)}</strong>
          {metric.title.toLowerCase()}
        </p>
      </div>
      <ul class="ring-list">
        {answer.rows.map((row, i) => {
          const filter = filterAt(row)
          const name = nameOfRow(row, 0, dimension.id)
          const content = (
            <>
              <span class={`key ${colorOf(i)}`} aria-hidden="true" />
              <bdi title={name}>{name}</bdi>
              <span class="number">{formatShort(figureOf(row), metric.unit)}</span>
              <span class="number muted">
                {formatFigure(sum === 0 ? null : figureOf(row) / sum, 'ratio')}
              </span>
            </>
          )
          return (
            <li key={name}>
              {filter ? (
                <button
                  type="button"
                  class="ring-row"
                  aria-pressed={hasFilter(view.filters, filter)}
                  onClick={() => choose(row)}
                >
                  {content}
                </button>
              ) : (
                <div class="ring-row">{content}</div>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
