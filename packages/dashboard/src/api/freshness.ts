/** Remembers when the collector last answered, and why it last did not, for the word in the header. */
import { useEffect, useState } from 'preact/hooks'
import type { ProblemKind } from './api-error.js'

export interface Freshness {
  /** Milliseconds since the epoch; undefined before the first answer. */
  readonly answeredAt: number | undefined
  /** Why the last request failed; undefined after an answer. */
  readonly failure: ProblemKind | undefined
}

let freshness: Freshness = { answeredAt: undefined, failure: undefined }
const watchers = new Set<(freshness: Freshness) => void>()

function change(next: Freshness): void {
  freshness = next
  for (const watcher of watchers) watcher(next)
}

export const noteAnswer = () => change({ answeredAt: Date.now(), failure: undefined })

/** A refusal of one query says that the collector is there. */
export function noteFailure(failure: ProblemKind): void {
  if (failure !== 'invalid' && failure !== 'forbidden') change({ ...freshness, failure })
}

export function useFreshness(): Freshness {
  const [current, setCurrent] = useState(freshness)
  useEffect(() => {
    setCurrent(freshness)
    watchers.add(setCurrent)
    return () => void watchers.delete(setCurrent)
  }, [])
  return current
}
