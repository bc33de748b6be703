/**
 * Local time of the slow reference. An offset is what `Intl` says of an instant, and all else is arithmetic on the
 * fields of a date, so that nothing here is shared with the compiler.
 */
import type { TimeUnit } from '../language/groups.js'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** The zones of the tests change their offset at full quarters of an hour only. */
const QUARTER = 15 * MINUTE

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const numeric = 'numeric'
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields })
  formats.set(zone, made)
  return made
}

/** Returns by how many milliseconds local time is ahead of UTC. */
export function offsetAt(time: number, zone: string): number {
  const quarter = Math.floor(time / QUARTER) * QUARTER
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(quarter)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const local = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
  )
  offsets.set(key, local - quarter)
  return local - quarter
}

/** Returns a date of which the fields in UTC are those of local time. */
const localDate = (time: number, zone: string): Date => new Date(time + offsetAt(time, zone))

const two = (number: number): string => String(number).padStart(2, '0')

function offsetLabel(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Monday is 0. */
const dayOfWeek = (local: Date): number => (local.getUTCDay() + 6) % 7

/** Returns the bucket in which an instant is, as an answer shows it. */
export function timeLabel(unit: TimeUnit, time: number, zone: string): string | number {
  const local = localDate(time, zone)
  switch (unit) {
    case 'hour':
      return `${local.toISOString().slice(0, 13)}:00:00${offsetLabel(offsetAt(time, zone))}`
    case 'day':
      return local.toISOString().slice(0, 10)
    case 'week':
      return new Date(local.getTime() - dayOfWeek(local) * DAY).toISOString().slice(0, 10)
    case 'month':
      return local.toISOString().slice(0, 7)
    case 'hour_of_day':
      return local.getUTCHours()
    case 'day_of_week':
      return dayOfWeek(local) + 1
  }
}

/** Walks through a range in steps of a quarter of an hour, up to now, and returns the buckets in which it comes. */
export function bucketsOf(
  units: readonly TimeUnit[],
  range: { readonly from: number; readonly to: number },
  zone: string,
  now: number,
): readonly (readonly (string | number)[])[] {
  const found = new Map<string, readonly (string | number)[]>()
  for (
    let time = range.from;
    time < range.to && time <= now;
    time = (Math.floor(time / QUARTER) + 1) * QUARTER
  ) {
    const labels = units.map((unit) => timeLabel(unit, time, zone))
    found.set(JSON.stringify(labels), labels)
  }
  return [...found.values()]
}
