/** Compiles the relation of incidents: one row for each `incident_id`. */
import { compilePieces, mergePieces, type Pieces } from '../merge-pieces.js'
import type { CompileRelation } from '../relation.js'

export const compileIncidents: CompileRelation = (request) => {
  const { last } = request.context.dialect
  const pieces: Pieces = {
    event: 'incident',
    id: 'incident_id',
    reads: ['opened_at', 'resolved_at'],
    merged: {
      // A piece that says no time of resolution tells of an open incident.
      opened: `COALESCE(${last('opened_at')}, min(ts) FILTER (WHERE resolved_at IS NULL))`,
      resolved: last('resolved_at'),
    },
    computed: { repair_time: 'extract(epoch FROM resolved - opened)' },
  }
  return compilePieces(pieces, mergePieces(pieces, request), request)
}
