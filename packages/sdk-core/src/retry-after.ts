import { IS_SCRIPT, MINUTE, SECOND } from '@hushlog/base'

/** Longest wait that a collector may ask for: one wrong header must not silence a client for a day. */
const LONGEST = 15 * MINUTE

/**
 * Reads the header `Retry-After`, which holds seconds or an HTTP date.
 *
 * @returns milliseconds to wait; 0 when the header is absent or unreadable
 */
export function retryAfter(header: string | null | undefined, now: number): number {
  // A collector says seconds; a date is a proxy's.
  if (IS_SCRIPT) return Math.min(Number(header) * SECOND || 0, LONGEST)
  const wait = Number(header) * SECOND || Date.parse(`${header}`) - now
  return wait && wait > 0 ? Math.min(wait, LONGEST) : 0
}
