import { useEffect, useState } from 'preact/hooks'
import { useFreshness } from '../api/freshness.js'
import { useLive } from '../api/use-live.js'
import { formatAgo } from '../format/time.js'

/** Screen readers announce the word, which changes rarely, and not the age beside it. */
export function FreshnessWord() {
  const now = useNow(1_000)
  const { answeredAt, failure } = useFreshness()
  const { mode } = useLive()
  const isStale = failure !== undefined
  const word = isStale
    ? answeredAt === undefined
      ? 'No figures'
      : 'Not updating'
    : answeredAt === undefined
      ? 'Loading'
      : mode === 'live'
        ? 'Live'
        : 'Polling'
  return (
    <p class={`freshness freshness-${isStale ? 'stale' : word.toLowerCase()}`}>
      <span role="status">{word}</span>
      {answeredAt !== undefined && <span class="muted"> · {formatAgo(answeredAt, now)}</span>}
    </p>
  )
}

/** Returns the current time, updated every `everyMs` milliseconds, for relative times. */
function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
