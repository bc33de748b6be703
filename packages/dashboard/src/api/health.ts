/** `/reports/health`: the latest sample of each service against the thresholds of the configuration. */
import type { View } from '../view/view.js'
import { getJson } from './request.js'

export interface ServiceHealth {
  readonly service: string
  readonly state: 'ok' | 'warning' | 'critical' | 'silent'
  readonly last_sample_at: string
  readonly error_rate: number | null
  readonly p95_latency_ms: number | null
  readonly throughput: number | null
}

/** Returns the path for the tenant of a view; the latest sample does not depend on the period. */
export const healthPath = ({ tenant }: View): string =>
  `/reports/health${tenant === undefined ? '' : `?${new URLSearchParams({ tenant })}`}`

/** @throws ApiError */
export const askHealth = (path: string, signal: AbortSignal) =>
  getJson<{ readonly rows: readonly ServiceHealth[] }>(path, { signal })
