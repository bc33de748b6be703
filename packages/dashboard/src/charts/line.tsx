import type { Config } from './canvas.js'
import type { DrawnProps } from './drawn.js'
import { bucketLabels, OverTime, optionsOverTime } from './over-time.js'
import { colorOf, type Theme } from './theme.js'
import type { Series, TimeData } from './time-data.js'

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
  return {
    type: 'line',
    data: {
      labels: bucketLabels(data),
      datasets: [
        ...data.series.map((series, i) => lineDataset(series, i, data, theme)),
        ...(earlier ? [earlierDataset(earlier, theme)] : []),
      ],
    },
    options: optionsOverTime(data, theme),
  } as Config
}

export const Line = (props: DrawnProps) => (
  <OverTime
    {...props}
    configOf={lineConfig}
    shape="line"
    hasEarlier={(data) => earlierOf(data) !== undefined}
  />
)
