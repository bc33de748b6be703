/** The report of health: the last sample of each service against the thresholds of the configuration. */
import { SECOND } from '@hushlog/base'
import type { HealthSettings } from '../../config/config.js'
import { ERROR_RATE, P95_LATENCY_MS, SILENT_AFTER_SECONDS } from '../../config/schema-reports.js'
import type { NamedReportStore, Row } from '../../sinks/report-store.js'
import { figure, text } from '../cell.js'
import { createBinder } from '../compile/binder.js'
import { eventRows } from '../compile/event-rows.js'
import { parseRange, type Range } from '../language/range.js'
import type { ReportRequest } from './read-report.js'
import type { Report, ReportColumn } from './report.js'

export const defaultHealth: HealthSettings = {
  errorRate: ERROR_RATE,
  p95LatencyMs: P95_LATENCY_MS,
  silentAfterSeconds: SILENT_AFTER_SECONDS,
}

export const healthStates = ['ok', 'warning', 'critical', 'silent'] as const
export type HealthState = (typeof healthStates)[number]

export const healthColumns: readonly ReportColumn[] = [
  { name: 'tenant_id', title: 'Tenant', unit: null },
  { name: 'tenant_name', title: 'Name of the tenant', unit: null },
  { name: 'service', title: 'Service', unit: null },
  { name: 'state', title: 'State', unit: null },
  { name: 'last_sample_at', title: 'Last sample', unit: null },
  { name: 'error_rate', title: 'Error rate', unit: 'ratio' },
  { name: 'p95_latency_ms', title: '95th percentile of the latency', unit: 'milliseconds' },
  { name: 'throughput', title: 'Throughput', unit: 'number' },
]

interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly errorRate: number | null
  readonly p95LatencyMs: number | null
}

type Thresholds = HealthSettings['errorRate']

const reaches = (level: keyof Thresholds, value: number | null, thresholds: Thresholds): boolean =>
  value !== null && value >= thresholds[level]

/**
 * Judges a service by its last sample.
 *
 * @param now milliseconds since the epoch
 */
export function stateOf(sample: Sample, settings: HealthSettings, now: number): HealthState {
  if (now - sample.at > settings.silentAfterSeconds * SECOND) return 'silent'
  const is = (level: keyof Thresholds): boolean =>
    reaches(level, sample.errorRate, settings.errorRate) ||
    reaches(level, sample.p95LatencyMs, settings.p95LatencyMs)
  if (is('critical')) return 'critical'
  return is('warning') ? 'warning' : 'ok'
}

/** Selects the last sample of each service of the tenants. */
function lastSamples(tenants: readonly string[], range: Range) {
  const bind = createBinder()
  const named = tenants.map((tenant) => bind.text(tenant)).join(', ')
  const scope = `tenant_id IN (${named}) AND ts >= ${bind.time(range.from)} AND ts < ${bind.time(range.to)}`
  const figures = ['error_rate', 'p95_latency_ms', 'throughput']
  const columns = ['tenant_id', 'service', 'ts', ...figures]
  const rows = eventRows(['id', 'event', ...columns], ['performance_sample'], scope)
  const sql = `
SELECT DISTINCT ON (tenant_id, service) ${columns.join(', ')}
FROM ${rows} AS samples WHERE event = 'performance_sample'
ORDER BY tenant_id, service, ts DESC, id DESC`
  return { sql, params: bind.params }
}

const compareTexts = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null || (b !== null && a > b) ? 1 : -1

export async function readHealth(
  { store }: NamedReportStore,
  { tenants, period, tenantName, health, now }: ReportRequest,
): Promise<Report> {
  const range = parseRange(period.query.date_range, now, period.zone)
  const { sql, params } = lastSamples(tenants, range)
  const toRow = (row: Row) => {
    const tenantId = text(row, 'tenant_id') ?? ''
    const at = Date.parse(text(row, 'ts') ?? '')
    const errorRate = figure(row, 'error_rate')
    const p95LatencyMs = figure(row, 'p95_latency_ms')
    return {
      values: {
        tenant_id: tenantId,
        tenant_name: tenantName(tenantId),
        service: text(row, 'service'),
        state: stateOf({ at, errorRate, p95LatencyMs }, health, Math.min(now, range.to)),
        last_sample_at: new Date(at).toISOString(),
        error_rate: errorRate,
        p95_latency_ms: p95LatencyMs,
        throughput: figure(row, 'throughput'),
      },
    }
  }
  const rows = (await store.rows(sql, params))
    .map(toRow)
    .sort(
      ({ values: a }, { values: b }) =>
        tenants.indexOf(a.tenant_id) - tenants.indexOf(b.tenant_id) || compareTexts(a.service, b.service),
    )
  return {
    name: 'health',
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    timeZone: period.zone,
    comparison: undefined,
    generatedAt: new Date(now).toISOString(),
    lists: [{ name: 'rows', columns: healthColumns, rows }],
    notes: [],
  }
}
