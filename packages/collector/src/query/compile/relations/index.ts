/** The relation of each source. */
import type { SourceName } from '../../catalogue/source.js'
import type { CompileRelation } from '../relation.js'
import { compileEvents } from './events.js'
import { compileIncidents } from './incidents.js'
import { compileDrops, compileRedactions } from './pairs.js'
import { compilePredictions } from './predictions.js'
import { compileSessions } from './sessions.js'
import { compileTickets } from './tickets.js'

export const relations: Readonly<Record<SourceName, CompileRelation>> = {
  events: compileEvents,
  sessions: compileSessions,
  tickets: compileTickets,
  incidents: compileIncidents,
  predictions: compilePredictions,
  redactions: compileRedactions,
  drops: compileDrops,
}
