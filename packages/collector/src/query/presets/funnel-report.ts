/** The report of the way through a chat widget: loaded, opened, asked, followed. */
import type { NamedReportStore, SqlValue } from '../../sinks/report-store.js'
import { checkFunnel } from '../funnel/check-funnel.js'
import { type FunnelStep, runFunnel } from '../funnel/run-funnel.js'
import type { ReportRequest } from './read-report.js'
import type { Report, ReportColumn } from './report.js'

/** Each step with the events that reach it. */
const steps = [
  { name: 'loaded', event: ['widget_loaded'] },
  { name: 'opened', event: ['bubble_opened'] },
  { name: 'asked', event: ['message_sent', 'user_query'] },
  { name: 'followed', event: ['cta_clicked'] },
] as const

export const funnelColumns: readonly ReportColumn[] = [
  { name: 'tenant_id', title: 'Tenant', unit: null },
  { name: 'tenant_name', title: 'Name of the tenant', unit: null },
  { name: 'step', title: 'Step', unit: null },
  { name: 'sessions', title: 'Sessions', unit: 'count' },
  { name: 'from_first', title: 'Share of the first step', unit: 'ratio' },
  { name: 'from_previous', title: 'Share of the step before', unit: 'ratio' },
  { name: 'median_seconds_from_previous', title: 'Median time from the step before', unit: 'seconds' },
]

export async function readFunnel(
  from: NamedReportStore,
  { tenants, access, period, tenantName, now }: ReportRequest,
): Promise<Report> {
  const body = {
    tenant: tenants,
    steps: steps.map(({ event }) => ({ event })),
    dimensions: tenants.length === 1 ? [] : ['tenant'],
    date_range: period.query.date_range,
    time_zone: period.query.time_zone,
  }
  const answer = await runFunnel(from, checkFunnel(body, access, now), now)
  const stepsOf = (tenantId: string): readonly FunnelStep[] =>
    tenants.length === 1
      ? answer.steps
      : (answer.rows?.find(({ dimensions }) => dimensions[0] === tenantId)?.steps ?? [])
  const toValues = (
    tenantId: string,
    name: string,
    step: FunnelStep | undefined,
  ): Record<string, SqlValue> => ({
    tenant_id: tenantId,
    tenant_name: tenantName(tenantId),
    step: name,
    sessions: step?.count ?? 0,
    from_first: step?.from_first ?? null,
    from_previous: step?.from_previous ?? null,
    median_seconds_from_previous: step?.median_seconds_from_previous ?? null,
  })
  return {
    name: 'funnel',
    from: answer.meta.range.from,
    to: answer.meta.range.to,
    timeZone: period.zone,
    comparison: undefined,
    generatedAt: answer.meta.generated_at,
    lists: [
      {
        name: 'rows',
        columns: funnelColumns,
        rows: tenants.flatMap((tenantId) => {
          const found = stepsOf(tenantId)
          return steps.map(({ name }, i) => ({ values: toValues(tenantId, name, found[i]) }))
        }),
      },
    ],
    notes: answer.meta.notes,
  }
}
