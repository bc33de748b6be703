/** Notices when new records became visible, by server-sent events, or by polling while they are down. */
import { address } from './request.js'

export type LiveMode = 'live' | 'polling'

/** The page polls at this interval while the event stream is down. */
const pollMs = 15_000
/** A page asks for all its figures anew at most this often, even if thousands of events arrive in a second. */
const pauseMs = 3_000

/**
 * Calls `refresh` when new records became visible. A hidden page hears of nothing, and catches up when it
 * becomes visible.
 *
 * @returns stops watching
 */
export function watch(
  tenant: string | undefined,
  refresh: () => void,
  onMode: (mode: LiveMode) => void,
): () => void {
  let pending: ReturnType<typeof setTimeout> | undefined
  let lastRefresh = Number.NEGATIVE_INFINITY
  let hasMissedChange = false
  let mode: LiveMode = 'polling'
  const setMode = (next: LiveMode) => {
    mode = next
    onMode(next)
  }
  const run = () => {
    pending = undefined
    lastRefresh = performance.now()
    refresh()
  }
  const onChange = () => {
    if (document.visibilityState === 'hidden') hasMissedChange = true
    else pending ??= setTimeout(run, Math.max(0, lastRefresh + pauseMs - performance.now()))
  }
  const onVisibilityChange = () => {
    if (document.visibilityState === 'hidden' || !hasMissedChange) return
    hasMissedChange = false
    run()
  }

  let source: EventSource | undefined
  const connect = () => {
    source?.close()
    const query = tenant === undefined ? '' : `?${new URLSearchParams({ tenant })}`
    source = new EventSource(address(`/analytics/live${query}`))
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
