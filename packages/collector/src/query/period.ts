/**
 * Reads periods from query parameters. The period of a report is whole hours or days in UTC and ends with the
 * current one.
 */
import { DAY, HOUR } from '@hushlog/base'
import { Problem } from '../http/problem.js'
import { parseInstantOrDay } from '../runtime/instant.js'

export const MAX_DAYS = 90
const DEFAULT_DAYS = 30

/** Both ends are RFC 3339 in UTC. */
export interface Span {
  /** The span begins with this instant. */
  readonly from: string
  /** The span ends before this instant. */
  readonly to: string
}

export interface ReportPeriod extends Span {
  readonly days: number
  readonly bucket: 'hour' | 'day'
  /** The times at which the buckets begin, in order. */
  readonly buckets: readonly string[]
}

/**
 * @param value the query parameter `days`
 * @throws Problem `invalid_parameter`
 */
export function parseDays(value: unknown): number {
  if (value === undefined) return DEFAULT_DAYS
  const days = typeof value === 'string' && /^[0-9]{1,3}$/.test(value) ? Number(value) : 0
  if (days < 1 || days > MAX_DAYS)
    throw new Problem('invalid_parameter', { detail: `days is a whole number from 1 to ${MAX_DAYS}` })
  return days
}

/** The end of a day alone, or of a time in UTC. */
const IN_UTC = /^[\d-]+$|Z$/

/**
 * @param query has `from` and `to`; without them the last 30 days are meant
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_parameter`
 */
export function parseSpan(query: { readonly from?: unknown; readonly to?: unknown }, now: number): Span {
  const to = parseInstant('to', query.to) ?? now
  const from = parseInstant('from', query.from) ?? to - DEFAULT_DAYS * DAY
  if (from >= to) throw new Problem('invalid_parameter', { detail: 'from is before to' })
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

function parseInstant(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined
  const time = typeof value === 'string' && IN_UTC.test(value) ? parseInstantOrDay(value) : undefined
  if (time === undefined)
    throw new Problem('invalid_parameter', {
      detail: `${name} is a day or a time in UTC, such as 2026-01-31 or 2026-01-31T12:00:00Z`,
    })
  return time
}

/**
 * @param now milliseconds since the epoch
 * @returns the period of whole days up to and with the current day; of up to two days, in hours
 */
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
