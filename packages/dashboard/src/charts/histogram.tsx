import { useMemo } from 'preact/hooks'
import type { QueryAnswer } from '../api/query.js'
import { bucketUnit } from '../format/bucket-unit.js'
import { formatValue } from '../format/dimension-value.js'
import { formatFigure, formatTick } from '../format/figure.js'
import { Canvas, type Config } from './canvas.js'
import type { DrawnProps } from './drawn.js'
import { edgesOf, withEmptyBuckets } from './empty-buckets.js'
import { animation, axes, tooltipOptions } from './options.js'
import { type Theme, useTheme } from './theme.js'

/** Names a bar below it, where there is little room. */
function shortName(dimension: string, value: QueryAnswer['rows'][number]['dimensions'][number]): string {
  if (value === null || !dimension.startsWith('bucket:')) {
    const name = formatValue(dimension, value)
    return dimension === 'time:day_of_week' ? name.slice(0, 3) : name
  }
  return formatTick(Number(value), bucketUnit(dimension))
}

function histogramConfig(answer: QueryAnswer, theme: Theme): Config | undefined {
  const [dimension, metric] = answer.columns
  if (dimension === undefined || metric === undefined) return undefined
  return {
    type: 'bar',
    data: {
      labels: answer.rows.map(({ dimensions }) => shortName(dimension.id, dimensions[0] ?? null)),
      datasets: [
        {
          type: 'bar' as const,
          label: metric.title,
          data: answer.rows.map(({ metrics }) => metrics[0] ?? null),
          backgroundColor: theme.color('series-1'),
          borderRadius: 2,
          maxBarThickness: 56,
          categoryPercentage: 0.92,
          barPercentage: 1,
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: animation(theme),
      interaction: { mode: 'index', intersect: false },
      scales: axes(theme, metric.unit),
      plugins: {
        tooltip: {
          ...tooltipOptions(theme),
          displayColors: false,
          callbacks: {
            title: ([item]) => (item ? pointName(answer, item.dataIndex) : ''),
            label: (item) => `${metric.title}: ${formatFigure(item.raw as number | null, metric.unit)}`,
          },
        },
      },
    },
  } as Config
}

const pointName = ({ columns, rows }: QueryAnswer, i: number) =>
  formatValue(columns[0]?.id ?? '', rows[i]?.dimensions[0] ?? null)

/** How often each range of a number, or part of a day or week, occurs. */
export function Histogram({ chart, answer: given }: DrawnProps) {
  const answer = useMemo(() => withEmptyBuckets(given, edgesOf(chart)), [given, chart])
  const theme = useTheme()
  const config = useMemo(() => histogramConfig(answer, theme), [answer, theme])
  const metric = answer.columns[1]
  if (config === undefined || metric === undefined) return null
  return (
    <Canvas
      config={config}
      theme={theme}
      label={`${chart.title}, ${answer.rows.length} bars; arrow keys read them out`}
      points={{
        count: answer.rows.length,
        describe: (i) =>
          `${pointName(answer, i)}: ${formatFigure(answer.rows[i]?.metrics[0] ?? null, metric.unit)}`,
      }}
    />
  )
}
