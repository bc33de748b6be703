/** Reads the period of a query and that with which it is compared, in the time zone of the query. */
import { DateTime, type DurationLike, IANAZone } from 'luxon'
import { parseInstantOrDay } from '../../runtime/instant.js'
import { queryProblem, unknownName } from './query-problem.js'

/** Both ends are milliseconds since the epoch; the range begins with `from` and ends before `to`. */
export interface Range {
  readonly from: number
  readonly to: number
}

export interface ParsedRange extends Range {
  /** Says by what the range is shifted for a comparison. */
  readonly length: { readonly unit: 'days' | 'months' | 'milliseconds'; readonly count: number }
}

/** A range of `all` begins here until the store says when its first event was: 2000-01-01. */
export const BEGINNING = Date.UTC(2000, 0, 1)
/** Ranges are at most so many days long; retention is shorter. */
const MAX_DAYS = 3660

const FORMS =
  'expected 30d, 24h, today, month, 3mo, all, two days such as ["2026-01-01", "2026-01-31"], or two instants such as ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]'

/** @throws Problem `invalid_query` */
export function parseZone(value: unknown): string {
  if (value === undefined || value === null) return 'UTC'
  if (typeof value === 'string' && value.length <= 64 && IANAZone.isValidZone(value)) return value
  throw unknownName('/time_zone', 'the name of a time zone such as Europe/Zurich', value, [
    'UTC',
    ...Intl.supportedValuesOf('timeZone'),
  ])
}

const localNow = (now: number, zone: string): DateTime => DateTime.fromMillis(now, { zone })

function lastDays(count: number, now: number, zone: string): ParsedRange {
  const today = localNow(now, zone).startOf('day')
  return {
    from: today.minus({ days: count - 1 }).toMillis(),
    to: today.plus({ days: 1 }).toMillis(),
    length: { unit: 'days', count },
  }
}

function lastMonths(count: number, now: number, zone: string): ParsedRange {
  const month = localNow(now, zone).startOf('month')
  return {
    from: month.minus({ months: count - 1 }).toMillis(),
    to: localNow(now, zone).startOf('day').plus({ days: 1 }).toMillis(),
    length: { unit: 'months', count },
  }
}

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/

function between(ends: readonly unknown[], zone: string, pointer: string): ParsedRange {
  const [first, last] = ends
  if (ends.length !== 2 || typeof first !== 'string' || typeof last !== 'string')
    throw queryProblem(pointer, FORMS)
  if (DAY_FORM.test(first) && DAY_FORM.test(last)) {
    const from = DateTime.fromISO(first, { zone })
    const to = DateTime.fromISO(last, { zone })
    if (!from.isValid || !to.isValid) throw queryProblem(pointer, `there is no such day; ${FORMS}`)
    if (to < from) throw queryProblem(pointer, 'expected the first day before the last')
    const count = Math.round(to.plus({ days: 1 }).diff(from, 'days').days)
    return checkLength(
      {
        from: from.startOf('day').toMillis(),
        to: to.plus({ days: 1 }).startOf('day').toMillis(),
        length: { unit: 'days', count },
      },
      pointer,
    )
  }
  const from = parseInstantOrDay(first)
  const to = parseInstantOrDay(last)
  if (from === undefined || to === undefined) throw queryProblem(pointer, FORMS)
  if (to <= from) throw queryProblem(pointer, 'expected the first instant before the last')
  return checkLength({ from, to, length: { unit: 'milliseconds', count: to - from } }, pointer)
}

function checkLength(range: ParsedRange, pointer: string): ParsedRange {
  if (range.to - range.from > MAX_DAYS * 86_400_000)
    throw queryProblem(pointer, `expected at most ${MAX_DAYS} days; "all" takes every event`)
  return range
}

/** @throws Problem `invalid_query` */
export function parseRange(value: unknown, now: number, zone: string, pointer = '/date_range'): ParsedRange {
  if (value === undefined || value === null) return lastDays(30, now, zone)
  if (Array.isArray(value)) return between(value, zone, pointer)
  if (typeof value !== 'string') throw queryProblem(pointer, FORMS)
  if (value === 'today') return lastDays(1, now, zone)
  if (value === 'month') return lastMonths(1, now, zone)
  if (value === 'all')
    return {
      from: BEGINNING,
      to: localNow(now, zone).startOf('day').plus({ days: 1 }).toMillis(),
      length: { unit: 'days', count: 0 },
    }
  const [, digits, unit] = /^([1-9]\d{0,5})(d|h|mo)$/.exec(value) ?? []
  if (digits === undefined) throw queryProblem(pointer, FORMS)
  const count = Number(digits)
  const limits = { d: MAX_DAYS, h: MAX_DAYS * 24, mo: MAX_DAYS / 30 }
  const limit = limits[unit as keyof typeof limits]
  if (count > limit) throw queryProblem(pointer, `expected at most ${limit}${unit}; "all" takes every event`)
  if (unit === 'd') return lastDays(count, now, zone)
  if (unit === 'mo') return lastMonths(count, now, zone)
  const length = count * 3_600_000
  return { from: now - length, to: now, length: { unit: 'milliseconds', count: length } }
}

/** Shifts both ends in local time; a range that includes now is cut where as much of it has passed. */
function shift(range: Range, by: DurationLike, now: number, zone: string): Range {
  const shifted = (time: number) => DateTime.fromMillis(time, { zone }).minus(by).toMillis()
  const to = now < range.to && now > range.from ? now : range.to
  return { from: shifted(range.from), to: shifted(to) }
}

/** @throws Problem `invalid_query` */
export function parseComparison(
  value: unknown,
  range: ParsedRange,
  now: number,
  zone: string,
): Range | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) {
    const { from, to } = between(value, zone, '/compare')
    return { from, to }
  }
  if (value === 'previous_year') return shift(range, { years: 1 }, now, zone)
  if (value !== 'previous_period')
    throw queryProblem('/compare', 'expected previous_period, previous_year, or two days or instants')
  if (range.length.count === 0) throw queryProblem('/compare', 'nothing comes before a date_range of "all"')
  return shift(range, { [range.length.unit]: range.length.count }, now, zone)
}
