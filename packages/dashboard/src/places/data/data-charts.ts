/** The charts of the place about data. */
import type { QueryChart } from '../../boards/board.js'

export const versions: QueryChart = {
  id: 'sdk-versions',
  title: 'SDK versions',
  note: 'Who sends, and how much; an old version may miss what a new one finds',
  size: 'half',
  draw: 'table',
  ask: { metrics: ['events', 'removed_fields'], dimensions: ['sdk', 'sdk_version'], limit: 20 },
}

export const redactionsOverTime: QueryChart = {
  id: 'redactions',
  title: 'Findings over time',
  note: 'What was replaced, by the stage that caught it: what the collector catches, a client missed',
  size: 'full',
  draw: 'line',
  ask: { metrics: ['redactions'], dimensions: ['time', 'stage'] },
}
