/** Compiles the relation of tickets: one row for each `ticket_id`. */
import { eventRows } from '../event-rows.js'
import { compilePieces, mergePieces, type Pieces } from '../merge-pieces.js'
import {
  type CompileRelation,
  nameEvents,
  type RelationRequest,
  readByMetrics,
  tenantScope,
} from '../relation.js'
import { compileBacklog } from './backlog.js'
import { RESOLVED } from './resolved.js'

function piecesOf({ context }: RelationRequest): Pieces {
  const { last } = context.dialect
  const at = (status: string) => `min(ts) FILTER (WHERE status = '${status}')`
  return {
    event: 'ticket',
    id: 'ticket_id',
    reads: ['status', 'opened_at', 'first_reply_at', 'resolved_at'],
    merged: {
      opened: `COALESCE(${last('opened_at')}, ${at('opened')})`,
      first_reply: `COALESCE(${last('first_reply_at')}, ${at('replied')})`,
      resolved: `max(${RESOLVED})`,
      known: `min(ts) FILTER (WHERE ${RESOLVED} IS NULL)`,
      was_replied: "COALESCE(bool_or(status = 'replied'), FALSE)",
    },
    computed: {
      first_reply_time: 'extract(epoch FROM first_reply - opened)',
      resolution_time: 'extract(epoch FROM resolved - opened)',
    },
  }
}

/** Adds whether an automated reply was sent for a ticket, and no person had to act. */
function withDeflection(tickets: string, { context }: RelationRequest): string {
  const events = ['automation_outcome', 'override'] as const
  const rows = eventRows(['tenant_id', 'ticket_id', 'event', 'outcome'], events, tenantScope(context))
  const acts = `SELECT tenant_id, ticket_id, bool_or(event = 'automation_outcome' AND outcome = 'sent') AS was_sent, bool_or(event = 'override') AS was_overridden FROM ${rows} AS acts WHERE ticket_id IS NOT NULL AND event IN (${nameEvents(events, context)}) GROUP BY tenant_id, ticket_id`
  return `(SELECT tickets.*, COALESCE(was_sent AND NOT was_overridden AND NOT was_replied, FALSE) AS deflected FROM ${tickets} AS tickets LEFT JOIN (${acts}) AS acts USING (tenant_id, ticket_id))`
}

export const compileTickets: CompileRelation = (request) => {
  const pieces = piecesOf(request)
  const merged = mergePieces(pieces, request)
  if (request.metrics.some(({ atEnd }) => atEnd)) return compileBacklog(merged, request)
  const needsActs = readByMetrics(request.metrics).includes('deflected')
  return compilePieces(pieces, needsActs ? withDeflection(merged, request) : merged, request)
}
