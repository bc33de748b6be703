/** The period of a report: whole hours or days in UTC up to and with the current one. */
import { Problem } from '../http/problem.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const MAX_DAYS = 90
const DEFAULT_DAYS = 30

export interface ReportPeriod {
  readonly days: number
  readonly bucket: 'hour' | 'day'
  /** RFC 3339 UTC, inclusive. */
  readonly from: string
  /** RFC 3339 UTC, exclusive. */
  readonly to: string
  /** Beginning of each bucket, in order. */
  readonly buckets: readonly string[]
}

/** @param value of the query parameter `days`. @throws Problem 400. */
export function parseDays(value: unknown): number {
  if (value === undefined) return DEFAULT_DAYS
  const days = typeof value === 'string' && /^[0-9]{1,3}$/.test(value) ? Number(value) : 0
  if (days < 1 || days > MAX_DAYS)
    throw new Problem('invalid_parameter', { detail: `days is a whole number from 1 to ${MAX_DAYS}` })
  return days
}

export interface Span {
  /** RFC 3339 UTC, inclusive. */
  readonly from: string
  /** RFC 3339 UTC, exclusive. */
  readonly to: string
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z)?$/

/** @param query with `from` and `to`; without them the last 30 days. @throws Problem 400. */
export function parseSpan(query: { readonly from?: unknown; readonly to?: unknown }, now: number): Span {
  const to = parseInstant('to', query.to) ?? now
  const from = parseInstant('from', query.from) ?? to - DEFAULT_DAYS * DAY
  if (from >= to) throw new Problem('invalid_parameter', { detail: 'from is before to' })
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

function parseInstant(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined
  const time = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time))
    throw new Problem('invalid_parameter', {
      detail: `${name} is a day or a time in UTC, such as 2026-01-31 or 2026-01-31T12:00:00Z`,
    })
  return time
}

export function periodOf(days: number, now: number): ReportPeriod {
  const bucket = days <= 2 ? 'hour' : 'day'
  const step = bucket === 'hour' ? HOUR : DAY
  const to = (Math.floor(now / step) + 1) * step
  const from = to - days * DAY
  const iso = (time: number) => new Date(time).toISOString()
  return {
    days,
    bucket,
    from: iso(from),
    to: iso(to),
    buckets: Array.from({ length: (to - from) / step }, (_, i) => iso(from + i * step)),
  }
}
