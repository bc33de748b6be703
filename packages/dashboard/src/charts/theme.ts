/** Reads the colors from the style sheet, so that canvas and page agree in both color schemes. */
import { useEffect, useState } from 'preact/hooks'

export type ColorName = 'series-1' | 'series-2' | 'series-3' | 'series-4' | 'series-5' | 'series-6'

export const seriesColors: readonly ColorName[] = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
]

export interface Theme {
  readonly color: (
    name: ColorName | 'surface' | 'bar' | 'grid' | 'muted' | 'ink' | 'tooltip' | 'tooltip-ink',
  ) => string
  readonly font: string
  readonly animate: boolean
}

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
    const queries = ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'].map((q) =>
      matchMedia(q),
    )
    const update = () => setTheme(readTheme())
    for (const query of queries) query.addEventListener('change', update)
    return () => {
      for (const query of queries) query.removeEventListener('change', update)
    }
  }, [])
  return theme
}
