/** Reads the period of a report from the parameters of its address. */
import { DAY } from '@hushlog/base'
import { DateTime } from 'luxon'
import { Problem } from '../../http/problem.js'
import type { Parameter } from '../../http/route.js'
import { parseInstantOrDay } from '../../runtime/instant.js'
import { parseZone } from '../language/range.js'

/** A report looks back at most so many days; from and to may say more. */
export const MAX_REPORT_DAYS = 366
const DEFAULT_DAYS = 30

export interface ReportPeriod {
  readonly zone: string
  /** Holds the members of a query that say the period. */
  readonly query: {
    readonly date_range: string | readonly [string, string]
    readonly time_zone: string
    readonly compare?: string | readonly string[]
  }
}

type Parameters = Readonly<Record<string, unknown>>

const refuse = (detail: string): Problem => new Problem('invalid_parameter', { detail })

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/

/** A day is its beginning in the zone. */
function parseTime(name: string, value: unknown, zone: string): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') {
    const day = DAY_FORM.test(value) ? DateTime.fromISO(value, { zone }) : undefined
    if (day?.isValid === true) return day.startOf('day').toMillis()
    const time = day === undefined ? parseInstantOrDay(value) : undefined
    if (time !== undefined) return time
  }
  throw refuse(`${name} is a day, or a time such as 2026-01-31T12:00:00Z`)
}

const isMidnight = (time: number, zone: string): boolean => {
  const local = DateTime.fromMillis(time, { zone })
  return local.toMillis() === local.startOf('day').toMillis()
}

/** Whole local days are said as such, so that a comparison is shifted by days and not by hours. */
function rangeBetween(from: number, to: number, zone: string): readonly [string, string] {
  if (isMidnight(from, zone) && isMidnight(to, zone)) {
    const first = DateTime.fromMillis(from, { zone }).toFormat('yyyy-MM-dd')
    return [first, DateTime.fromMillis(to, { zone }).minus({ days: 1 }).toFormat('yyyy-MM-dd')]
  }
  return [new Date(from).toISOString(), new Date(to).toISOString()]
}

function parseRange({ days, from, to }: Parameters, zone: string, now: number) {
  if (from === undefined && to === undefined) {
    const count = days === undefined ? DEFAULT_DAYS : Number(/^[0-9]{1,3}$/.exec(String(days))?.[0] ?? 0)
    if (count < 1 || count > MAX_REPORT_DAYS)
      throw refuse(`days is a whole number from 1 to ${MAX_REPORT_DAYS}`)
    return `${count}d`
  }
  if (days !== undefined) throw refuse('days stands alone, or from and to do')
  const end = parseTime('to', to, zone) ?? now
  const begin = parseTime('from', from, zone) ?? end - DEFAULT_DAYS * DAY
  if (begin >= end) throw refuse('from is before to')
  return rangeBetween(begin, end, zone)
}

function parseCompare(value: unknown): string | readonly string[] | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw refuse('compare is given once')
  return value.includes(',') ? value.split(',') : value
}

/**
 * @param parameters `from` and `to`, or `days`, and `time_zone` and `compare`
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_parameter` or `invalid_query`
 */
export function parsePeriod(parameters: Parameters, now: number): ReportPeriod {
  const zone = parseZone(parameters.time_zone)
  const compare = parseCompare(parameters.compare)
  const date_range = parseRange(parameters, zone, now)
  return { zone, query: { date_range, time_zone: zone, ...(compare !== undefined && { compare }) } }
}

const text = { type: 'string' }

export const periodParameters: readonly Parameter[] = [
  {
    name: 'days',
    in: 'query',
    description:
      'Whole days in the time zone, of which the last is today; 30 when from and to are left out too',
    schema: { type: 'integer', minimum: 1, maximum: MAX_REPORT_DAYS },
  },
  { name: 'from', in: 'query', description: 'A day in the time zone, or a time; inclusive', schema: text },
  {
    name: 'to',
    in: 'query',
    description: 'A day in the time zone, or a time; exclusive; now when it is left out',
    schema: text,
  },
  {
    name: 'time_zone',
    in: 'query',
    description: 'Name of a time zone such as Europe/Zurich',
    schema: { ...text, default: 'UTC' },
  },
  {
    name: 'compare',
    in: 'query',
    description: 'previous_period, previous_year, or two days or times joined by a comma',
    schema: text,
  },
]
