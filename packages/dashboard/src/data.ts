/**
 * Makes all requests to the collector. Addresses are resolved against `location.origin`: a page opened as
 * `http://admin:password@host/analytics` has a base address with credentials, with which `fetch` refuses to work.
 */
import type { AnalyticsData, OverviewReport } from '@hushlog/schema/reports'
import { type Choice, choiceQuery } from './choice.js'

export type Problem = 'unauthorized' | 'not_found' | 'unavailable' | 'unreachable' | 'unexpected'

export class DataError extends Error {
  override readonly name = 'DataError'
  constructor(readonly problem: Problem) {
    super(problem)
  }
}

export function problemOf(status: number): Problem {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'not_found'
  if (status === 429 || status === 502 || status === 503 || status === 504) return 'unavailable'
  return 'unexpected'
}

const address = (path: string) => new URL(path, location.origin).href

async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch(address(path), {
      signal,
      headers: { accept: 'application/json' },
      cache: 'no-store',
    })
  } catch {
    throw new DataError('unreachable')
  }
  if (!response.ok) throw new DataError(problemOf(response.status))
  try {
    return (await response.json()) as T
  } catch {
    throw new DataError('unexpected')
  }
}

export const fetchAnalytics = (choice: Choice, signal: AbortSignal) =>
  getJson<AnalyticsData>(`/analytics/data?figures=none&${choiceQuery(choice)}`, signal)

export interface NamedTenant {
  readonly tenant_id: string
  readonly name: string
}

/** Returns the tenants that the reader may see: from the overview, or by their ids where no store answers it. */
export const fetchTenants = (signal: AbortSignal): Promise<readonly NamedTenant[]> =>
  getJson<OverviewReport>('/reports/overview?days=1', signal).then(
    ({ tenants }) => tenants,
    () => fetchTenantIds(signal),
  )

/** A reader of several tenants who names none is refused, and told which there are. */
async function fetchTenantIds(signal: AbortSignal): Promise<readonly NamedTenant[]> {
  const response = await fetch(address('/analytics/data?days=1'), { signal, cache: 'no-store' })
  if (response.status !== 400) return []
  const { tenants = [] } = (await response.json()) as { tenants?: readonly string[] }
  return tenants.map((id) => ({ tenant_id: id, name: id }))
}

export const exportAddress = (choice: Choice, format: 'csv' | 'json') =>
  address(`/analytics/export?format=${format}&${choiceQuery(choice)}`)

export const scriptAddress = () => address('/v1/hushlog.js')

export type LiveMode = 'live' | 'polling'

/** The page polls at this interval while the event stream is down. */
const pollMs = 15_000
/** The figures are fetched at most this often, even if thousands of events arrive in a second. */
const refetchMs = 1_000

/**
 * Calls `refresh` when new records became visible, by server-sent events, or by polling while they are down.
 * A hidden page fetches nothing, and catches up when it becomes visible.
 *
 * @returns stops watching
 */
export function watch(choice: Choice, refresh: () => void, onMode: (mode: LiveMode) => void): () => void {
  let pending: ReturnType<typeof setTimeout> | undefined
  let hasMissedChange = false
  let mode: LiveMode = 'polling'
  const setMode = (next: LiveMode) => {
    mode = next
    onMode(next)
  }
  const onChange = () => {
    if (document.visibilityState === 'hidden') hasMissedChange = true
    else
      pending ??= setTimeout(() => {
        pending = undefined
        refresh()
      }, refetchMs)
  }
  const onVisibilityChange = () => {
    if (document.visibilityState === 'hidden' || !hasMissedChange) return
    hasMissedChange = false
    refresh()
  }

  let source: EventSource | undefined
  const connect = () => {
    source?.close()
    source = new EventSource(address(`/analytics/live?${choiceQuery(choice)}`))
    source.onopen = () => setMode('live')
    source.onerror = () => setMode('polling')
    source.onmessage = onChange
    source.addEventListener('change', onChange)
  }
  connect()
  const poll = setInterval(() => {
    if (mode === 'live') return
    onChange()
    // The browser reconnects by itself, except after a response that is no event stream.
    if (source?.readyState === EventSource.CLOSED) connect()
  }, pollMs)
  document.addEventListener('visibilitychange', onVisibilityChange)

  return () => {
    source?.close()
    clearInterval(poll)
    clearTimeout(pending)
    document.removeEventListener('visibilitychange', onVisibilityChange)
  }
}
