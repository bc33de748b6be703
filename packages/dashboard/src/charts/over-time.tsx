/** What charts over time have in common: their options, their legend, and the points that keys and clicks choose. */
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
import { type TimeData, timeData } from './time-data.js'

export const bucketLabels = ({ labels, bucket }: TimeData): string[] =>
  labels.map((label) => formatBucket(label, bucket))

export function optionsOverTime(data: TimeData, theme: Theme, isStacked = false): Config['options'] {
  const unit = data.series[0]?.column.unit ?? null
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: animation(theme),
    interaction: { mode: 'index', intersect: false },
    scales: axes(theme, unit, isStacked),
    plugins: {
      tooltip: {
        ...tooltipOptions(theme),
        ...(isStacked && { filter: ({ raw }) => Boolean(raw) }),
        callbacks: {
          title: ([item]) => (item ? pointTitle(data, item.dataIndex) : ''),
          label: (item) => ` ${item.dataset.label}: ${formatFigure(item.raw as number | null, unit)}`,
        },
      },
    },
  }
}

interface OverTimeProps extends DrawnProps {
  readonly configOf: (data: TimeData, theme: Theme) => Config
  readonly shape: 'line' | 'area'
  /** Says whether the earlier period is drawn too. */
  readonly hasEarlier?: (data: TimeData) => boolean
}

export function OverTime({ chart, answer, configOf, shape, hasEarlier }: OverTimeProps) {
  const { view, go } = useViewing()
  const theme = useTheme()
  const data = useMemo(() => timeData(answer, view.timeZone), [answer, view.timeZone])
  const config = useMemo(() => data && configOf(data, theme), [data, theme, configOf])
  if (data === undefined || config === undefined) return null
  return (
    <>
      <Legend
        items={data.series.map(({ name, filter }, i) => ({ name, filter, color: colorOf(i), shape }))}
        hasEarlier={hasEarlier?.(data) ?? false}
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
