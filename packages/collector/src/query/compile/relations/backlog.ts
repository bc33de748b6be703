/** Compiles which tickets are open at the end of each bucket. */
import { type Bucket, listBuckets } from '../../buckets.js'
import { timelineOf } from '../../language/check-query.js'
import { isTimeline } from '../../language/groups.js'
import { eventRows } from '../event-rows.js'
import {
  nameEvents,
  type Relation,
  type RelationContext,
  type RelationRequest,
  readByMetrics,
  tenantScope,
} from '../relation.js'
import { selectRows } from '../select-rows.js'
import { RESOLVED } from './resolved.js'

/** These times are of our own making, and so many that bound they would exceed what a store takes. */
const literal = (iso: string): string => `TIMESTAMP '${iso.replace('T', ' ').replace('Z', '')}'`

/** Returns rows of a bucket and of its end, which is not after the range and not after now. */
function endsOf(groups: RelationRequest['groups'], { query, range }: RelationContext): string {
  const place = timelineOf(groups.map(({ group }) => group))
  const group = groups[place]?.group
  const end = (to: number) => literal(new Date(Math.min(to, range.to, query.now)).toISOString())
  if (group?.kind !== 'time' || !isTimeline(group.unit)) return `(CAST(NULL AS timestamp), ${end(range.to)})`
  const buckets: readonly Bucket[] = listBuckets(group.unit, range, query.zone, query.now)
  if (buckets.length === 0) return `(CAST(NULL AS timestamp), ${literal(new Date(0).toISOString())})`
  return buckets.map(({ key, to }) => `(${literal(key)}, ${end(to)})`).join(', ')
}

/**
 * Selects from when to when each ticket is open: from each opening until what follows it. Openings and
 * resolutions at one instant count in this order. A ticket of which no opening is told is open from the first
 * that is known of it.
 */
function selectSpans(tickets: string, context: RelationContext): string {
  const rows = eventRows(
    ['tenant_id', 'ticket_id', 'event', 'ts', 'status', 'resolved_at'],
    ['ticket'],
    tenantScope(context),
  )
  const told = `SELECT * FROM ${rows} AS told WHERE event IN (${nameEvents(['ticket'], context)})`
  const steps = `SELECT tenant_id, ticket_id, COALESCE(opened, known) AS happened, TRUE AS opens FROM ${tickets} AS tickets
    UNION ALL SELECT tenant_id, ticket_id, ts, TRUE FROM (${told}) AS reopened WHERE status = 'reopened'
    UNION ALL SELECT tenant_id, ticket_id, ${RESOLVED}, FALSE FROM (${told}) AS resolved WHERE ${RESOLVED} IS NOT NULL`
  const followed = `SELECT tenant_id, ticket_id, happened AS begins, opens, lead(happened) OVER (PARTITION BY tenant_id, ticket_id ORDER BY happened, opens DESC) AS ends FROM (${steps}) AS steps WHERE happened IS NOT NULL`
  return `SELECT tenant_id, ticket_id, begins, ends FROM (${followed}) AS followed WHERE opens`
}

export function compileBacklog(tickets: string, { groups, metrics, context }: RelationRequest): Relation {
  const key = ['tenant_id', 'ticket_id', 'until']
  const columns = [...new Set([...key, ...readByMetrics(metrics)])]
  const from = `(SELECT tickets.*, bucket, until FROM ${tickets} AS tickets JOIN (${selectSpans(tickets, context)}) AS spans USING (tenant_id, ticket_id) JOIN (VALUES ${endsOf(groups, context)}) AS buckets(bucket, until) ON begins < until AND (ends IS NULL OR ends >= until))`
  return {
    sql: selectRows(groups, { from, where: ['TRUE'], time: { bucket: 'bucket' }, columns }, context),
    key,
    columns,
  }
}
