import {
  type Comparison,
  defaultCompare,
  defaultPlace,
  defaultRange,
  type Filter,
  type Period,
  type View,
} from './view.js'

/** Addresses of the former dashboard had so many days, which were days of UTC. */
const FORMER_PERIOD = /^[1-9]\d{0,3}$/
const shared = new Set(['place', 'tenant', 'range', 'tz', 'compare', 'f', 'days'])

/**
 * Reads the view of an address. What cannot be read is left out: the page then shows the default of it.
 *
 * @param zone of the reader, for an address that names none
 */
export function readView(search: string, zone: string): View {
  const params = new URLSearchParams(search)
  const days = params.get('days') ?? ''
  const isFormer = FORMER_PERIOD.test(days) && !params.has('range')
  return {
    place: params.get('place') ?? defaultPlace,
    tenant: params.get('tenant') ?? undefined,
    range: isFormer ? `${days}d` : readPeriod(params.get('range')),
    timeZone: readZone(params.get('tz') ?? (isFormer ? 'UTC' : zone)),
    compare: readComparison(params.get('compare')),
    filters: readFilters(params.get('f')),
    own: Object.fromEntries([...params].filter(([name]) => !shared.has(name))),
  }
}

function readPair(text: string): readonly [string, string] | undefined {
  const [first, last, ...rest] = text.split('..')
  return first && last && rest.length === 0 ? [first, last] : undefined
}

const readPeriod = (text: string | null): Period => (text ? (readPair(text) ?? text) : defaultRange)

function readComparison(text: string | null): Comparison | undefined {
  if (text === 'none') return undefined
  if (text === 'previous_period' || text === 'previous_year') return text
  return (text === null ? undefined : readPair(text)) ?? defaultCompare
}

/** An unknown zone would make every formatter throw. */
function readZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

function readFilters(text: string | null): readonly Filter[] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter(isFilter) : []
  } catch {
    return []
  }
}

const isFilter = (value: unknown): value is Filter => Array.isArray(value) && typeof value[0] === 'string'
