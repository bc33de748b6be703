import { useMemo } from 'preact/hooks'
import { formatBucket } from '../format/bucket-label.js'
import { formatFigure } from '../format/figure.js'
import { useViewing } from '../view/use-view.js'
import { bucketPeriod } from './bucket-period.js'
import { Canvas, type Config } from './canvas.js'
import { describePoint, pointTitle } from './describe-point.js'
import type { DrawnProps } from './drawn.js'
import { Legend } from './legend.js'
import { animation, axes, tooltipOptions } from './options.js'
import { colorOf, type Theme, useTheme } from './theme.js'
import { type Series, type TimeData, timeData } from './time-data.js'

/** Draws the earlier period only beside a single line: more of them would be a tangle. */
const earlierOf = ({ series }: TimeData) => (series.length === 1 ? series[0]?.earlier : undefined)

/** From so many buckets on, a point for each would hide the line. */
const POINTS_UNTIL = 14

function lineDataset(series: Series, i: number, data: TimeData, theme: Theme) {
  const color = theme.color(colorOf(i))
  return {
    type: 'line' as const,
    label: series.name,
    data: [...series.values],
    borderColor: color,
    backgroundColor: data.series.length === 1 ? theme.color('area') : color,
    fill: data.series.length === 1,
    pointBackgroundColor: color,
    borderWidth: 2,
    pointRadius: data.labels.length > POINTS_UNTIL ? 0 : 2.5,
    pointHoverRadius: 5,
    // The line to a bucket that is not over is not yet what it will be.
    segment: {
      borderDash: ({ p1DataIndex }: { p1DataIndex: number }) =>
        data.partial.has(p1DataIndex) ? [3, 4] : undefined,
    },
  }
}

function earlierDataset(values: readonly (number | null)[], theme: Theme) {
  return {
    type: 'line' as const,
    label: 'Before',
    data: [...values],
    borderColor: theme.color('earlier'),
    backgroundColor: theme.color('earlier'),
    borderWidth: 1.5,
    borderDash: [4, 4],
    pointRadius: 0,
    pointHoverRadius: 3,
  }
}

function lineConfig(data: TimeData, theme: Theme): Config {
  const earlier = earlierOf(data)
  const unit = data.series[0]?.column.unit ?? null
  return {
    type: 'line',
    data: {
      labels: data.labels.map((label) => formatBucket(label, data.bucket)),
      datasets: [
        ...data.series.map((series, i) => lineDataset(series, i, data, theme)),
        ...(earlier ? [earlierDataset(earlier, theme)] : []),
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: animation(theme),
      interaction: { mode: 'index', intersect: false },
      scales: axes(theme, unit),
      plugins: {
        tooltip: {
          ...tooltipOptions(theme),
          callbacks: {
            title: ([item]) => (item ? pointTitle(data, item.dataIndex) : ''),
            label: (item) => ` ${item.dataset.label}: ${formatFigure(item.raw as number | null, unit)}`,
          },
        },
      },
    },
  } as Config
}

export function Line({ chart, answer }: DrawnProps) {
  const { view, go } = useViewing()
  const theme = useTheme()
  const data = useMemo(() => timeData(answer, view.timeZone), [answer, view.timeZone])
  const config = useMemo(() => data && lineConfig(data, theme), [data, theme])
  if (data === undefined || config === undefined) return null
  return (
    <>
      <Legend
        items={data.series.map(({ name, filter }, i) => ({
          name,
          filter,
          color: colorOf(i),
          shape: 'line' as const,
        }))}
        hasEarlier={earlierOf(data) !== undefined}
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
