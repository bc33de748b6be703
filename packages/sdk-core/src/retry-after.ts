import { MINUTE, SECOND } from '@hushlog/base'

/** Longest wait that a collector may ask for: one wrong header must not silence a client for a day. */
const LONGEST = 15 * MINUTE

/**
 * Reads the header `Retry-After`, which holds seconds or an HTTP date.
 *
 * @returns milliseconds to wait; 0 when the header is absent or unreadable
 */
export function retryAfter(header: string | null | undefined, now: number): number {
  const wait = Number(header) * SECOND || Date.parse(`${header}`) - now
  return wait > 0 ? Math.min(wait, LONGEST) : 0
}
