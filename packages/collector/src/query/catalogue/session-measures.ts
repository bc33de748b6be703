import { column } from './expression.js'
import type { Measure } from './numbers.js'
import { usageEvents } from './usage-events.js'

/** The numbers of a session, by which sessions are put into buckets. No filter reads them. */
export const sessionMeasures: readonly Measure[] = [
  {
    name: 'session_duration',
    column: 'session_duration',
    events: usageEvents,
    operand: column('session_duration'),
    description: 'Seconds that a session lasted; null for open sessions and those of one event.',
    source: 'sessions',
  },
]
