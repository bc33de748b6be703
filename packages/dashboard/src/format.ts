/** Formats figures for people. All times are UTC, because the collector's days are UTC days. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const share = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
const minuteFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
const momentFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
})

export const none = '–'

export const formatCount = (n: number) => whole.format(n)
export const formatShortCount = (n: number) => (n < 100_000 ? whole.format(n) : short.format(n))
export const formatRatio = (n: number | null) => (n === null ? none : oneDigit.format(n))
export function formatShare(n: number | null): string {
  if (n === null) return none
  return n === 0 || n === 1 ? `${n * 100}%` : share.format(n)
}

export function formatMs(ms: number | null): string {
  if (ms === null) return none
  if (ms < 1_000) return `${whole.format(ms)} ms`
  return formatSeconds(ms / 1_000)
}

export function formatSeconds(seconds: number | null): string {
  if (seconds === null) return none
  if (seconds < 10) return `${oneDigit.format(seconds)} s`
  if (seconds < 60) return `${whole.format(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${whole.format(Math.floor(seconds % 60))} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let n = bytes
  let unit = 0
  while (n >= 1_000 && unit < units.length - 1) {
    n /= 1_000
    unit += 1
  }
  return `${oneDigit.format(n)} ${units[unit]}`
}

/** Returns `14:00` for the bucket of an hour, and `21 Nov` for that of a day. */
export const formatBucket = (at: string, bucket: 'hour' | 'day') =>
  (bucket === 'hour' ? hourFormat : dayFormat).format(new Date(at))

export const formatMinute = (at: string) => minuteFormat.format(new Date(at))

export const formatMoment = (at: string) => `${momentFormat.format(new Date(at))} UTC`

export function formatAgo(at: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1_000))
  if (seconds < 5) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

/** Names the rules; an unknown rule shows its id. */
const ruleNames: Readonly<Record<string, string>> = {
  email: 'E-mail addresses',
  phone: 'Phone numbers',
  card: 'Payment cards',
  iban: 'Bank accounts (IBAN)',
  ip: 'IP addresses',
  mac: 'MAC addresses',
  national_id: 'National ids',
  birth_date: 'Dates of birth',
  secret_key: 'Passwords and keys',
  secret_token: 'Tokens',
  secret_url: 'Credentials in addresses',
  url_param: 'Private parameters',
  user_folder: 'Names in folders',
}

export const formatRule = (rule: string) =>
  (Object.hasOwn(ruleNames, rule) ? ruleNames[rule] : undefined) ?? formatId(rule)

/** Turns `queue_full` into `queue full`. */
export const formatId = (id: string) => id.replaceAll('_', ' ')

/** Turns `email:1,phone:2` into `1 email, 2 phone`. The counts of a rule that both stages name are added. */
export function formatRedactions(pairs: string): string {
  const counts = new Map<string, number>()
  for (const pair of pairs.split(',')) {
    const [rule = '', count = ''] = pair.split(':')
    if (rule !== '') counts.set(rule, (counts.get(rule) ?? 0) + (Number(count) || 0))
  }
  return [...counts].map(([rule, count]) => `${count} ${formatId(rule)}`).join(', ')
}
