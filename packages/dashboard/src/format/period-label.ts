/** Writes periods and comparisons for people. */
import type { Comparison, Period } from '../view/view.js'

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const minute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** Shows the local part of an instant as it is written. */
function formatEnd(end: string): string {
  const at = new Date(end.length > 10 ? `${end.slice(0, 16)}Z` : end)
  if (Number.isNaN(at.getTime())) return end
  return (end.length > 10 ? minute : day).format(at)
}

const units: Readonly<Record<string, string>> = { h: 'hours', d: 'days', mo: 'months' }

export function formatPeriod(range: Period): string {
  if (typeof range !== 'string') {
    const [first, last] = range.map(formatEnd)
    return first === last ? `${first}` : `${first} – ${last}`
  }
  if (range === 'today' || range === '1d') return 'Today'
  if (range === 'month') return 'This month'
  if (range === 'all') return 'All time'
  const [, count, unit = ''] = /^(\d+)(h|d|mo)$/.exec(range) ?? []
  return count === undefined ? range : `Last ${count} ${units[unit]}`
}

export function formatComparison(compare: Comparison | undefined): string {
  if (compare === undefined) return 'No comparison'
  if (compare === 'previous_period') return 'Previous period'
  return compare === 'previous_year' ? 'Previous year' : formatPeriod(compare)
}
