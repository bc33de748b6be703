/**
 * One request by `fetch`, without a preflight: `text/plain` and the key in the address. Small bodies are sent with keepalive
 * also while the page lives, so that closing it does not cut them off; a browser allows 64 KiB of such bodies at a time.
 */
import { BLOCKED, type SendRequest, type SendResponse } from '@hushlog/sdk-core'

/** Bytes; some below 64 KiB, because other scripts of the page may use keepalive as well. */
const KEEPALIVE_BUDGET = 60_000
/** A body up to this size leaves most of the budget to the moment when the page goes. */
const SMALL = 16_000

/** Requests without an answer, from the page's first on and with a network, that mean blocked: some seven minutes. */
const MAX_UNANSWERED = 20

export const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** @param together one tab of the site at a time sends */
export function createRequest(together: boolean) {
  let keptAlive = 0
  let unanswered = 0
  let waiting = new AbortController()

  /** What waits for its turn is sent now. */
  const hurry = () => waiting.abort()

  /** Waits for its turn, but not for ever: a tab that the system froze would hold up all others. */
  async function inTurn<T>(timeout: number, run: () => Promise<T>): Promise<T> {
    let running: Promise<T> | undefined
    const timer = setTimeout(hurry, timeout)
    const start = () => {
      clearTimeout(timer)
      running ??= run()
      return running
    }
    waiting = new AbortController()
    try {
      return await navigator.locks.request('hushlog', { signal: waiting.signal }, start)
    } catch {
      // No such locks, refused, or waited long enough. What failed by itself fails with its own reason again.
      return start()
    }
  }

  async function send({ url, body, leaving, timeout }: SendRequest): Promise<SendResponse> {
    // Browsers without keepalive (Firefox before 133): accepted for delivery is all that one learns.
    if (leaving && !('keepalive' in Request.prototype)) {
      if (navigator.sendBeacon(url, body)) return { status: 202, retryAfter: null, body: '' }
      throw new Error('beacon refused')
    }
    const bytes = byteLength(body)
    const keepalive = leaving || (bytes <= SMALL && keptAlive + bytes <= KEEPALIVE_BUDGET)
    const run = async () => {
      const signal = leaving ? undefined : AbortSignal.timeout?.(timeout)
      const init: RequestInit = {
        method: 'POST',
        body,
        keepalive,
        credentials: 'omit',
        signal: signal ?? null,
      }
      const response = await fetch(url, init).catch((error: unknown) => {
        if (navigator.onLine && ++unanswered >= MAX_UNANSWERED) return
        throw error
      })
      if (!response) return { status: BLOCKED, retryAfter: null, body: '' }
      // Who answered once is there: another failure is an outage, and those end.
      unanswered = Number.NEGATIVE_INFINITY
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        body: await response.text().catch(() => ''),
      }
    }
    if (keepalive) keptAlive += bytes
    try {
      return await (together && !leaving ? inTurn(timeout, run) : run())
    } finally {
      if (keepalive) keptAlive -= bytes
    }
  }

  return { send, budget: () => KEEPALIVE_BUDGET - keptAlive, hurry }
}
