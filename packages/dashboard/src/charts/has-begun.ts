/** Tells buckets in which nothing happened from those before the first event, of which nothing is known. */
import type { TimeBucket } from '../boards/time-bucket.js'

const DAY_MS = 86_400_000

/** Returns the day of a moment in a zone, such as `2026-11-21`. */
export function localDay(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  }).format(new Date(at))
  return parts
}

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/**
 * Returns whether a bucket, by its label, ends after the first event.
 *
 * @param firstEventAt null where there is no event at all
 */
export function hasBegun(
  bucket: TimeBucket,
  firstEventAt: string | null,
  timeZone: string,
): (label: string) => boolean {
  if (firstEventAt === null) return () => true
  if (bucket === 'time:hour') {
    const first = Date.parse(firstEventAt)
    return (label) => Date.parse(label) + DAY_MS / 24 > first
  }
  const first = localDay(firstEventAt, timeZone)
  if (bucket === 'time:month') return (label) => label >= first.slice(0, label.length)
  if (bucket === 'time:week') return (label) => plusDays(label, 7) > first
  return (label) => label >= first
}
