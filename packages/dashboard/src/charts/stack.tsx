import type { Config } from './canvas.js'
import type { DrawnProps } from './drawn.js'
import { faded } from './faded.js'
import { bucketLabels, OverTime, optionsOverTime } from './over-time.js'
import { colorOf, type Theme } from './theme.js'
import type { TimeData } from './time-data.js'

/** Bars of a bucket that is not over are lighter than the others. */
function stackConfig(data: TimeData, theme: Theme): Config {
  return {
    type: 'bar',
    data: {
      labels: bucketLabels(data),
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
    options: optionsOverTime(data, theme, true),
  } as Config
}

/** Parts of a whole over time. */
export const Stack = (props: DrawnProps) => <OverTime {...props} configOf={stackConfig} shape="area" />
