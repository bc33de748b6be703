/** Draws charts with Chart.js, which no other file uses. The panel has the words and figures of a chart. */
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef } from 'preact/hooks'
import { type ColorName, seriesColors, type Theme, useTheme } from './theme.js'

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

export interface Series {
  readonly label: string
  readonly values: readonly (number | null)[]
  readonly color: ColorName
  readonly shape: 'bar' | 'line' | 'dashed'
}

export interface ChartSpec {
  readonly labels: readonly string[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
}

export interface RingSpec {
  readonly labels: readonly string[]
  readonly values: readonly number[]
  readonly format: (value: number) => string
}

const tooltip = (theme: Theme) => ({
  backgroundColor: theme.color('tooltip'),
  titleColor: theme.color('tooltip-ink'),
  bodyColor: theme.color('tooltip-ink'),
  padding: 10,
  cornerRadius: 8,
  boxPadding: 4,
  usePointStyle: true,
  titleFont: { family: theme.font, weight: 600 as const },
  bodyFont: { family: theme.font },
})

function timeConfig(
  spec: ChartSpec,
  theme: Theme,
): ChartConfiguration<'bar' | 'line', (number | null)[], string> {
  const tick = { color: theme.color('muted'), font: { family: theme.font, size: 11 } }
  return {
    type: 'bar',
    data: {
      labels: [...spec.labels],
      datasets: spec.series.map((series) => {
        const color = theme.color(series.color)
        const common = { label: series.label, data: [...series.values] }
        return series.shape === 'bar'
          ? {
              ...common,
              type: 'bar',
              // The inside is light, so that the lines in front stay readable; the edge gives the contrast.
              backgroundColor: theme.color('bar'),
              borderColor: color,
              borderWidth: 1.5,
              borderRadius: 3,
              maxBarThickness: 28,
              order: 2,
            }
          : {
              ...common,
              type: 'line',
              borderColor: color,
              backgroundColor: color,
              borderWidth: 2,
              borderDash: series.shape === 'dashed' ? [5, 4] : [],
              pointStyle: series.shape === 'dashed' ? 'rectRot' : 'circle',
              pointRadius: spec.labels.length > 31 ? 0 : 2.5,
              pointHoverRadius: 5,
              cubicInterpolationMode: 'monotone',
              order: 1,
            }
      }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: theme.animate ? { duration: 250 } : false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          grid: { display: false },
          border: { color: theme.color('grid') },
          ticks: { ...tick, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          beginAtZero: true,
          grid: { color: theme.color('grid') },
          border: { display: false },
          ticks: { ...tick, maxTicksLimit: 6, precision: 0, callback: (value) => spec.format(Number(value)) },
        },
      },
      plugins: {
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            label: (item) => ` ${item.dataset.label}: ${spec.format(Number(item.raw ?? 0))}`,
          },
        },
      },
    },
  }
}

function ringConfig(spec: RingSpec, theme: Theme): ChartConfiguration<'doughnut', number[], string> {
  return {
    type: 'doughnut',
    data: {
      labels: [...spec.labels],
      datasets: [
        {
          data: [...spec.values],
          backgroundColor: spec.values.map((_, i) => theme.color(ringColor(i))),
          borderColor: theme.color('surface'),
          borderWidth: 2,
          hoverOffset: 0,
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      cutout: '68%',
      animation: theme.animate ? { duration: 250 } : false,
      plugins: {
        tooltip: { ...tooltip(theme), callbacks: { label: (item) => ` ${spec.format(Number(item.raw))}` } },
      },
    },
  }
}

export const ringColor = (index: number): ColorName =>
  seriesColors[Math.min(index, seriesColors.length - 1)] ?? 'series-6'

type Config = ChartConfiguration<'bar' | 'line' | 'doughnut', (number | null)[], string>

/** Creates a chart once. New figures update it, and are not a new chart. */
function Canvas({ config, theme, label }: { config: Config; theme: Theme; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart<'bar' | 'line' | 'doughnut', (number | null)[], string>>()
  const latest = useRef(config)
  latest.current = config

  useEffect(() => {
    if (!canvas.current) return
    const created = new Chart(canvas.current, latest.current)
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
    if (config.options) chart.current.options = config.options
    chart.current.update()
  }, [config])

  return (
    <div class="chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}

export function TimeChart({ spec, label }: { spec: ChartSpec; label: string }) {
  const theme = useTheme()
  return <Canvas config={timeConfig(spec, theme) as Config} theme={theme} label={label} />
}

export function RingChart({ spec, label }: { spec: RingSpec; label: string }) {
  const theme = useTheme()
  return <Canvas config={ringConfig(spec, theme) as Config} theme={theme} label={label} />
}
