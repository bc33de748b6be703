import { useMemo } from 'preact/hooks'
import { formatBucket } from '../format/bucket-label.js'
import { formatFigure } from '../format/figure.js'
import { useViewing } from '../view/use-view.js'
import { bucketPeriod } from './bucket-period.js'
import { Canvas, type Config } from './canvas.js'
import { describePoint, pointTitle } from './describe-point.js'
import type { DrawnProps } from './drawn.js'
import { faded } from './faded.js'
import { Legend } from './legend.js'
import { animation, axes, tooltipOptions } from './options.js'
import { colorOf, type Theme, useTheme } from './theme.js'
import { type TimeData, timeData } from './time-data.js'

/** Bars of a bucket that is not over are lighter than the others. */
function stackConfig(data: TimeData, theme: Theme): Config {
  const unit = data.series[0]?.column.unit ?? null
  return {
    type: 'bar',
    data: {
      labels: data.labels.map((label) => formatBucket(label, data.bucket)),
      datasets: data.series.map((series, i) => {
        const color = theme.color(colorOf(i))
        return {
          type: 'bar' as const,
          label: series.name,
          data: [...series.values],
          backgroundColor: data.labels.map((_, at) => (data.partial.has(at) ? faded(color) : color)),
          borderColor: theme.color('surface'),
          borderWidth: { top: 1 },
          maxBarThickness: 36,
          categoryPercentage: 0.84,
          barPercentage: 1,
        }
      }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: animation(theme),
      interaction: { mode: 'index', intersect: false },
      scales: axes(theme, unit, true),
      plugins: {
        tooltip: {
          ...tooltipOptions(theme),
          filter: ({ raw }) => Boolean(raw),
          callbacks: {
            title: ([item]) => (item ? pointTitle(data, item.dataIndex) : ''),
            label: (item) => ` ${item.dataset.label}: ${formatFigure(item.raw as number | null, unit)}`,
          },
        },
      },
    },
  } as Config
}

/** Parts of a whole over time. */
export function Stack({ chart, answer }: DrawnProps) {
  const { view, go } = useViewing()
  const theme = useTheme()
  const data = useMemo(() => timeData(answer, view.timeZone), [answer, view.timeZone])
  const config = useMemo(() => data && stackConfig(data, theme), [data, theme])
  if (data === undefined || config === undefined) return null
  return (
    <>
      <Legend
        items={data.series.map(({ name, filter }, i) => ({
          name,
          filter,
          color: colorOf(i),
          shape: 'area' as const,
        }))}
      />
      <Canvas
        config={config}
        theme={theme}
        label={`${chart.title}, ${data.labels.length} points; arrow keys read them out`}
        points={{
          count: data.labels.length,
          describe: (i) => describePoint(data, i),
          choose: (i) => go({ range: bucketPeriod(data.labels[i] ?? '', data.bucket) }),
        }}
      />
    </>
  )
}
