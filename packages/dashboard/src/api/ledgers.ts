/** `/analytics/data`: the ledgers of privacy and delivery, which are no events and so no queries. */
import type { AnalyticsData } from '@hushlog/schema/reports'
import { daysOf } from '../boards/time-bucket.js'
import type { View } from '../view/view.js'
import { getJson } from './request.js'

export type Ledgers = Pick<AnalyticsData, 'privacy' | 'delivery' | 'store'>

/** Returns the address of the ledgers of a view. */
export function ledgersPath({ tenant, range, timeZone }: View): string {
  const params = new URLSearchParams({ figures: 'none', time_zone: timeZone })
  if (tenant !== undefined) params.set('tenant', tenant)
  if (typeof range === 'string') params.set('days', String(Math.max(1, Math.round(daysOf(range) ?? 7))))
  else {
    params.set('from', range[0])
    params.set('to', endOf(range[1]))
  }
  return `/analytics/data?${params}`
}

/** Two days of a view both count, and `to` of a report does not. */
function endOf(last: string): string {
  if (last.length > 10) return last
  const day = new Date(`${last}T00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

/** @throws ApiError */
export const askLedgers = (path: string, signal: AbortSignal) => getJson<Ledgers>(path, { signal })
