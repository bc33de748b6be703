/** Writes figures for people, by the unit that the catalogue gives them. */
import type { Unit } from '../api/query.js'

const digits = (most: number) => new Intl.NumberFormat('en', { maximumFractionDigits: most })
const whole = digits(0)
const oneDigit = digits(1)
const twoDigits = digits(2)
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })
const threeSignificant = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const dollars = (fraction: number) =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  })
const wholeDollars = dollars(0)
const cents = dollars(2)
const fewDigits = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 3,
})

/** Stands where there is no figure. */
export const none = '–'

/** From here on a figure in little room is written as 12.3K. */
const SHORT_FROM = 100_000

export function formatMilliseconds(ms: number): string {
  if (ms < 10 && ms !== 0) return `${oneDigit.format(ms)} ms`
  return ms < 1_000 ? `${whole.format(ms)} ms` : formatSeconds(ms / 1_000)
}

export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${twoDigits.format(seconds)} s`
  if (seconds < 60) return `${whole.format(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let n = bytes
  let unit = 0
  while (Math.abs(n) >= 1_000 && unit < units.length - 1) {
    n /= 1_000
    unit += 1
  }
  return `${oneDigit.format(n)} ${units[unit]}`
}

function formatDollars(n: number): string {
  const size = Math.abs(n)
  if (size >= 1_000) return wholeDollars.format(n)
  return size >= 0.1 || size === 0 ? cents.format(n) : fewDigits.format(n)
}

const formatters: Readonly<Record<Unit, (n: number) => string>> = {
  count: (n) => (Number.isInteger(n) ? whole.format(n) : oneDigit.format(n)),
  tokens: (n) => whole.format(n),
  characters: (n) => whole.format(n),
  number: (n) => (Math.abs(n) >= 100 ? whole.format(n) : threeSignificant.format(n)),
  ratio: (n) => percent.format(n),
  milliseconds: formatMilliseconds,
  seconds: formatSeconds,
  bytes: formatBytes,
  usd: formatDollars,
  currency: (n) => twoDigits.format(n),
}

/** Returns the figure in full. */
export const formatFigure = (n: number | null, unit: Unit | null): string =>
  n === null ? none : formatters[unit ?? 'number'](n)

const canBeShort: ReadonlySet<Unit | null> = new Set<Unit | null>([
  'count',
  'tokens',
  'characters',
  'number',
  null,
])

/** Returns the figure for a place with little room, such as a headline or an axis. */
export function formatShort(n: number | null, unit: Unit | null): string {
  if (n !== null && canBeShort.has(unit) && Math.abs(n) >= SHORT_FROM) return short.format(n)
  if (n !== null && unit === 'seconds') return shortSeconds(n)
  if (n !== null && unit === 'milliseconds' && n >= 60_000) return shortSeconds(n / 1_000)
  return formatFigure(n, unit)
}

/** Returns one unit of time with a digit after the point, such as `9.9 h`. */
function shortSeconds(seconds: number): string {
  if (seconds < 60) return formatSeconds(seconds)
  if (seconds < 3_600) return `${oneDigit.format(seconds / 60)} min`
  return seconds < 172_800
    ? `${oneDigit.format(seconds / 3_600)} h`
    : `${oneDigit.format(seconds / 86_400)} d`
}

/** Returns the word of an axis, which has no more digits than its steps need. */
export function formatTick(n: number, unit: Unit | null): string {
  if (canBeShort.has(unit)) return Math.abs(n) >= 10_000 ? short.format(n) : oneDigit.format(n)
  if (n === 0 && (unit === 'seconds' || unit === 'milliseconds')) return '0'
  return formatShort(n, unit)
}
