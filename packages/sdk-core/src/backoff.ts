/**
 * How long to wait after a failed attempt: exponential with full jitter (a random share of a doubling ceiling, so that
 * clients that failed together do not come back together), and never less than the collector asked for.
 */

/** First ceiling, milliseconds. */
const BASE = 1000
/** Last ceiling: an outage of any length costs two requests a minute on average. */
const CEILING = 60_000
/** A `Retry-After` beyond this is cut: one wrong header must not silence a client for a day. */
const MAX_RETRY_AFTER = 15 * 60_000

/** @param attempt 1 after the first failure. @param share 0–1. */
export const backoff = (attempt: number, share: number): number =>
  share * Math.min(CEILING, BASE * 2 ** (attempt - 1))

/** Reads seconds or an HTTP date; 0 when absent or unreadable. Milliseconds. */
export function retryAfter(header: string | null | undefined, now: number): number {
  const wait = Number(header) * 1000 || Date.parse(`${header}`) - now
  return wait > 0 ? Math.min(wait, MAX_RETRY_AFTER) : 0
}
