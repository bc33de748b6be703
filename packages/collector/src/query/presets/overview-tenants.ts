/** Keeps the member `tenants` of the overview, which clients read before it had rows. */
import type { TenantOverview } from '@hushlog/schema/reports'
import type { JsonSchema } from '../../http/route.js'
import type { SqlValue } from '../../sinks/report-store.js'
import type { Report } from './report.js'

const asCount = (value: SqlValue | undefined): number => (typeof value === 'number' ? value : 0)
const asFigure = (value: SqlValue | undefined): number | null => (typeof value === 'number' ? value : null)

export const overviewTenants = ({ lists }: Report): readonly TenantOverview[] =>
  lists[0].rows.map(({ values }) => {
    const percent = asFigure(values.failure_rate_percent)
    return {
      tenant_id: String(values.tenant_id),
      name: String(values.tenant_name),
      total_workflows: asCount(values.total_workflows),
      failed_workflows: asCount(values.failed_workflows),
      failure_rate: percent === null ? null : percent / 100,
      avg_p95_latency_ms: asFigure(values.avg_p95_latency_ms),
      avg_throughput: asFigure(values.avg_throughput_rps),
      predictions: asCount(values.total_predictions),
      avg_failure_probability: asFigure(values.avg_failure_probability),
      events: asCount(values.events),
      sessions: asCount(values.sessions),
    }
  })

export const overviewTenantsSchema: JsonSchema = {
  type: 'array',
  deprecated: true,
  description: 'The rows by their former names',
  items: { type: 'object' },
}
