/**
 * Makes the answer to `/reports/overview`: one row per tenant that the caller may read, also without events.
 */
import type { OverviewReport, TenantOverview } from '@hushlog/schema/reports'
import type { ReportStore, Row } from '../sinks/report-store.js'
import { count, figure, share, text } from './cell.js'
import type { ReportPeriod } from './period.js'
import { overviewSql } from './sql/overview.js'

export async function readOverview(
  store: ReportStore,
  tenantIds: readonly string[],
  nameOf: (tenantId: string) => string,
  period: ReportPeriod,
): Promise<OverviewReport> {
  const raw = await store.freshRange(period.from, period.to)
  const rows = await store.rows(overviewSql, [tenantIds.join(','), period.from, period.to, raw.from, raw.to])
  const byTenant = new Map(rows.map((row) => [text(row, 'tenant_id'), row]))
  return {
    from: period.from,
    to: period.to,
    tenants: tenantIds.map((id) => toTenantOverview(id, nameOf(id), byTenant.get(id))),
  }
}

function toTenantOverview(tenantId: string, name: string, row: Row | undefined): TenantOverview {
  const total = count(row, 'total_workflows')
  const failed = count(row, 'failed_workflows')
  return {
    tenant_id: tenantId,
    name,
    total_workflows: total,
    failed_workflows: failed,
    failure_rate: share(failed, total),
    avg_p95_latency_ms: figure(row, 'avg_p95_latency_ms'),
    avg_throughput: figure(row, 'avg_throughput'),
    predictions: count(row, 'predictions'),
    avg_failure_probability: figure(row, 'avg_failure_probability'),
    events: count(row, 'events'),
    sessions: count(row, 'sessions'),
  }
}
