/** Writes moments in the zone of the view, and how long ago they were. */

const parts = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const

export const formatMinute = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(new Date(at))

export const formatSecond = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...parts, second: '2-digit', timeZone }).format(new Date(at))

/** @param at milliseconds since the epoch */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000))
  if (seconds < 5) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}
