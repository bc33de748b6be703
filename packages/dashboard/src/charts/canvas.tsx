/** Draws with Chart.js, which no other folder uses. */
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef } from 'preact/hooks'
import { usePicture } from '../panels/picture.js'
import { type ChartPoints, useChartKeys } from './chart-keys.js'
import type { Theme } from './theme.js'

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

export type Config = ChartConfiguration<'bar' | 'line' | 'doughnut', (number | null)[], string>

interface CanvasProps {
  readonly config: Config
  readonly theme: Theme
  /** Names the chart and says what it shows at a glance. */
  readonly label: string
  readonly points: ChartPoints
  readonly shape?: 'wide' | 'round'
}

/** Creates a chart once. New figures update it, and are not a new chart. */
export function Canvas({ config, theme, label, points, shape = 'wide' }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart<'bar' | 'line' | 'doughnut', (number | null)[], string>>()
  const latest = useRef({ config, points })
  latest.current = { config, points }
  const { said, onKeyDown, onBlur } = useChartKeys(chart, points)
  usePicture(() => canvas.current, theme.color('surface'))

  useEffect(() => {
    if (!canvas.current) return
    const created = new Chart(canvas.current, {
      ...latest.current.config,
      options: {
        ...latest.current.config.options,
        onClick: (_event, [element]) => element && latest.current.points.choose?.(element.index),
      },
    })
    chart.current = created
    return () => {
      chart.current = undefined
      created.destroy()
    }
    // Another theme needs another chart.
  }, [theme])

  useEffect(() => {
    if (!chart.current || chart.current.config.data === config.data) return
    chart.current.data = config.data
    if (config.options) Object.assign(chart.current.options, config.options)
    chart.current.update()
  }, [config])

  return (
    <div
      class={`chart chart-${shape}${points.choose ? ' chart-choosable' : ''}`}
      role="application"
      aria-roledescription="chart"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move over the points of a chart.
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <canvas ref={canvas} />
      <p class="visually-hidden" aria-live="polite">
        {said}
      </p>
    </div>
  )
}
