import type { Column, QueryAnswer } from '../api/query.js'
import { formatFigure, formatShort } from '../format/figure.js'
import { useViewing } from '../view/use-view.js'
import type { Filter } from '../view/view.js'
import { Delta } from './delta.js'
import type { DrawnProps } from './drawn.js'
import { EventsLink } from './events-link.js'
import { Sparkline } from './sparkline.js'
import { type TimeData, timeData } from './time-data.js'

/** Headline figures: the whole period, the change against the earlier one, and a small line. */
export function FiguresStrip({ chart, answer }: DrawnProps) {
  const { view } = useViewing()
  const data = timeData(answer, view.timeZone)
  const metrics = answer.columns.filter(({ unit }) => unit !== null)
  return (
    <dl class={`strip strip-${metrics.length}`}>
      {metrics.map((metric, i) => (
        <Tile
          key={metric.id}
          metric={metric}
          index={i}
          answer={answer}
          data={data}
          filters={chart.ask.filters ?? []}
        />
      ))}
    </dl>
  )
}

interface TileProps {
  readonly metric: Column
  readonly index: number
  readonly answer: QueryAnswer
  readonly data: TimeData | undefined
  /** Those of the chart. */
  readonly filters: readonly Filter[]
}

function Tile({ metric, index, answer, data, filters }: TileProps) {
  const { totals } = answer
  const value = totals?.metrics[index] ?? null
  const before = totals?.comparison?.metrics[index]
  const series = data?.series[index]
  return (
    <div class="tile">
      <dt>{metric.title}</dt>
      <dd class="tile-value" title={formatFigure(value, metric.unit)} data-metric={metric.id}>
        <EventsLink metric={metric} filters={filters}>
          {formatShort(value, metric.unit)}
        </EventsLink>
      </dd>
      <dd class="tile-change">
        <Delta change={totals?.comparison?.change[index]} column={metric} />
        {before !== undefined && before !== null && (
          <span class="muted"> was {formatShort(before, metric.unit)}</span>
        )}
      </dd>
      {series && data && <Sparkline values={series.values} partial={data.partial} />}
    </div>
  )
}
