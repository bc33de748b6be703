/**
 * Remembers for a minute of which tenants and ranges a note said nothing, since to find that out again costs as much as
 * many a question. What a note names is never kept: an erasure may follow.
 */
import { MINUTE } from '@hushlog/base'

interface Span {
  /** Milliseconds since the epoch; the range ends before `to`. */
  readonly from: number
  readonly to: number
}

export interface CleanRanges {
  /** Says whether the range lies within the one that was last found to be without. */
  has(key: string, range: Span): boolean
  add(key: string, range: Span): void
}

/** New events are told of after at most so many milliseconds. */
const LIFETIME = MINUTE
/** There is one entry for each choice of tenants that somebody made within the lifetime. */
const MAX_ENTRIES = 1_000

/** @param now returns milliseconds since the epoch */
export function createCleanRanges(now: () => number): CleanRanges {
  const found = new Map<string, Span & { readonly until: number }>()
  return {
    has(key, { from, to }) {
      const known = found.get(key)
      return known !== undefined && known.until > now() && known.from <= from && known.to >= to
    },
    add(key, { from, to }) {
      found.delete(key)
      const [oldest] = found.keys()
      if (found.size >= MAX_ENTRIES && oldest !== undefined) found.delete(oldest)
      found.set(key, { from, to, until: now() + LIFETIME })
    },
  }
}
