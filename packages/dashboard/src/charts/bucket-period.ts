/** Returns the period of one bucket, to look at it more closely. */
import type { TimeBucket } from '../boards/time-bucket.js'
import type { Period } from '../view/view.js'

const DAY_MS = 86_400_000

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** @param label as the collector writes it in the zone of the query */
export function bucketPeriod(label: string, bucket: TimeBucket): Period {
  if (bucket === 'time:hour') {
    const from = Date.parse(label)
    return [new Date(from).toISOString(), new Date(from + DAY_MS / 24).toISOString()]
  }
  if (bucket === 'time:day') return [label, label]
  if (bucket === 'time:week') return [label, day(Date.parse(`${label}T00:00Z`) + 6 * DAY_MS)]
  const [year = 0, month = 1] = label.split('-').map(Number)
  return [`${label.slice(0, 7)}-01`, day(Date.UTC(year, month, 0))]
}
