/** Writes the labels of time buckets, as the collector names them in the zone of the query. */
import type { TimeBucket } from '../boards/time-bucket.js'

const format = (options: Intl.DateTimeFormatOptions) =>
  // Labels are local already; they are read and written in the same zone.
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
const day = format({ day: 'numeric', month: 'short' })
const dayWithName = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const month = format({ month: 'short', year: 'numeric' })
const hour = format({ hour: '2-digit', minute: '2-digit' })
const dayAndHour = format({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** Reads the local time of a label as if it were UTC. */
function localTime(label: string): Date {
  const local = label.slice(0, 16)
  if (local.length === 7) return new Date(`${local}-01T00:00Z`)
  return new Date(local.length === 10 ? `${local}T00:00Z` : `${local}Z`)
}

/** Returns the label for an axis: `14:00`, `21 Nov` or `Nov 2026`. */
export function formatBucket(label: string, bucket: TimeBucket): string {
  if (bucket === 'time:hour') return hour.format(localTime(label))
  return (bucket === 'time:month' ? month : day).format(localTime(label))
}

/** Returns the label in full, for reading out and for tables. */
export function describeBucket(label: string, bucket: TimeBucket): string {
  const at = localTime(label)
  if (bucket === 'time:hour') return dayAndHour.format(at)
  if (bucket === 'time:month') return month.format(at)
  return bucket === 'time:week' ? `Week of ${day.format(at)}` : dayWithName.format(at)
}
