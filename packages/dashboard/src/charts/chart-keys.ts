/** Moves over the points of a chart by keys, reads them out, and chooses one by Enter. */
import type { Chart } from 'chart.js'
import { type MutableRef, useCallback, useRef, useState } from 'preact/hooks'

export interface ChartPoints {
  readonly count: number
  /** Says all values of a point. */
  readonly describe: (index: number) => string
  /** Looks at a point more closely, or filters by it; undefined where a point leads nowhere. */
  readonly choose?: ((index: number) => void) | undefined
}

/** Returns where a key leads from a point; undefined for other keys. */
export function moveTo(key: string, from: number | undefined, count: number): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(last, (from ?? -1) + 1)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, (from ?? count) - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

type AnyChart = Chart<'bar' | 'line' | 'doughnut', (number | null)[], string>

/** Shows the point as a pointer over it would. */
function highlight(chart: AnyChart | undefined, index: number | undefined): void {
  if (chart === undefined) return
  const active =
    index === undefined
      ? []
      : chart.data.datasets.flatMap((dataset, datasetIndex) =>
          dataset.data[index] === null || !chart.isDatasetVisible(datasetIndex)
            ? []
            : { datasetIndex, index },
        )
  chart.setActiveElements(active)
  const [first] = active
  const element = first && chart.getDatasetMeta(first.datasetIndex).data[first.index]
  const { x = 0, y = 0 } = element?.tooltipPosition(true) ?? {}
  chart.tooltip?.setActiveElements(active, { x, y })
  chart.update('none')
}

export function useChartKeys(chart: MutableRef<AnyChart | undefined>, points: ChartPoints) {
  const at = useRef<number>()
  const [said, setSaid] = useState('')
  const latest = useRef(points)
  latest.current = points
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const { count, describe, choose } = latest.current
    if (event.altKey || event.ctrlKey || event.metaKey || count === 0) return
    if (event.key === 'Enter' && at.current !== undefined) {
      event.preventDefault()
      choose?.(at.current)
      return
    }
    const next = moveTo(event.key, at.current, count)
    if (next === undefined) return
    event.preventDefault()
    at.current = next
    setSaid(describe(next))
    highlight(chart.current, next)
  }, [])
  const onBlur = useCallback(() => {
    at.current = undefined
    setSaid('')
    highlight(chart.current, undefined)
  }, [])
  return { said, onKeyDown, onBlur }
}
