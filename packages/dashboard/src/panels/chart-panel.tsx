import type { Chart } from '../boards/board.js'
import { QueryPanel } from './query-panel.js'

/** Asks what a chart asks, and draws the answer. */
export function ChartPanel({ chart }: { chart: Chart }) {
  if (chart.draw === 'funnel' || chart.draw === 'retention') return null
  return <QueryPanel chart={chart} />
}
