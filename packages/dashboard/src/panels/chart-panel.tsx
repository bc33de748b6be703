import type { Chart } from '../boards/board.js'
import { ChangesPanel } from './changes-panel.js'
import { FunnelPanel } from './funnel-panel.js'
import { HealthPanel } from './health-panel.js'
import { QueryPanel } from './query-panel.js'
import { RetentionPanel } from './retention-panel.js'

/** Asks what a chart asks, and draws the answer. */
export function ChartPanel({ chart }: { chart: Chart }) {
  switch (chart.draw) {
    case 'funnel':
      return <FunnelPanel chart={chart} />
    case 'retention':
      return <RetentionPanel chart={chart} />
    case 'changes':
      return <ChangesPanel chart={chart} />
    case 'health':
      return <HealthPanel chart={chart} />
    default:
      return <QueryPanel chart={chart} />
  }
}
