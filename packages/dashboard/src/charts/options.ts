/** What all charts on a canvas have in common: axes, words and the box at the pointer. */
import type { Unit } from '../api/query.js'
import { formatTick } from '../format/figure.js'
import type { Theme } from './theme.js'

export const tooltipOptions = (theme: Theme) => ({
  backgroundColor: theme.color('tooltip'),
  titleColor: theme.color('tooltip-ink'),
  bodyColor: theme.color('tooltip-ink'),
  padding: 10,
  cornerRadius: 6,
  boxPadding: 4,
  usePointStyle: true,
  titleFont: { family: theme.font, weight: 600 as const },
  bodyFont: { family: theme.font },
})

const tickOptions = (theme: Theme) => ({
  color: theme.color('muted'),
  font: { family: theme.font, size: 11 },
})

/** A rate never has a word above 100 % on its axis. */
export const axes = (theme: Theme, unit: Unit | null, isStacked = false) => ({
  x: {
    stacked: isStacked,
    grid: { display: false },
    border: { color: theme.color('line') },
    ticks: { ...tickOptions(theme), maxRotation: 0, autoSkipPadding: 20 },
  },
  y: {
    stacked: isStacked,
    beginAtZero: true,
    ...(unit === 'count' && { suggestedMax: 4 }),
    ...(unit === 'ratio' && { suggestedMax: 0.1 }),
    grid: { color: theme.color('grid') },
    border: { display: false },
    ticks: {
      ...tickOptions(theme),
      maxTicksLimit: 5,
      ...(unit === 'count' && { precision: 0 }),
      callback: (value: number | string) =>
        unit === 'ratio' && Number(value) > 1 ? '' : formatTick(Number(value), unit),
    },
  },
})

export const animation = (theme: Theme) => (theme.animate ? { duration: 200 } : (false as const))
