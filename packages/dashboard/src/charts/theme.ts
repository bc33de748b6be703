/** Reads the colors from the style sheet, so that canvas and page agree in all color schemes. */
import { useEffect, useState } from 'preact/hooks'

export const seriesColors = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'] as const
export type ColorName = (typeof seriesColors)[number]

/** All series beyond the colors share the last one. */
export const colorOf = (index: number): ColorName =>
  seriesColors[Math.min(index, seriesColors.length - 1)] ?? 'series-6'

export interface Theme {
  readonly color: (
    name:
      | ColorName
      | 'surface'
      | 'area'
      | 'earlier'
      | 'line'
      | 'grid'
      | 'muted'
      | 'ink'
      | 'tooltip'
      | 'tooltip-ink',
  ) => string
  readonly font: string
  readonly animate: boolean
}

const watched = [
  '(prefers-color-scheme: dark)',
  '(prefers-reduced-motion: reduce)',
  '(forced-colors: active)',
]

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement)
  return {
    color: (name) => style.getPropertyValue(`--${name}`).trim(),
    font: getComputedStyle(document.body).fontFamily,
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  }
}

/** Returns the theme, which changes with the reader's color scheme and wish for less motion. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme)
  useEffect(() => {
    const queries = watched.map((query) => matchMedia(query))
    const update = () => setTheme(readTheme())
    for (const query of queries) query.addEventListener('change', update)
    return () => {
      for (const query of queries) query.removeEventListener('change', update)
    }
  }, [])
  return theme
}
