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

/** @param together one tab of the site at a time sends */
export function createRequest(together: boolean) {
  let keptAlive = 0
  let unanswered = 0
  let hurried = new AbortController()

  /** What waits for its turn is sent now. */
  function hurry() {
    hurried.abort()
    hurried = new AbortController()
  }

  /** Waits for its turn, but not for ever: a tab that the system froze would hold up all others. */
  async function turn<T>(timeout: number, run: () => Promise<T>): Promise<T> {
    let running: Promise<T> | undefined
    const start = () => {
      running ??= run()
      return running
    }
    const timer = setTimeout(hurry, timeout)
    const { signal } = hurried
    try {
      return await navigator.locks.request('hushlog', { signal }, () => {
        clearTimeout(timer)
        return start()
      })
    } catch {
      // No such locks, refused, or waited long enough. What failed by itself fails with its own reason again.
      return start()
    } finally {
      clearTimeout(timer)
    }
  }

  async function send({ url, body, leaving, timeout }: SendRequest): Promise<SendResponse> {
    const bytes = new TextEncoder().encode(body).length
    if (leaving && !('keepalive' in Request.prototype)) return beacon(url, body)
    const keepalive = leaving || (bytes <= SMALL && keptAlive + bytes <= KEEPALIVE_BUDGET)
    if (keepalive) keptAlive += bytes
    const run = async () => {
      const signal = leaving ? undefined : AbortSignal.timeout?.(timeout)
      const init: RequestInit = {
        method: 'POST',
        body,
        keepalive,
        credentials: 'omit',
        ...(signal && { signal }),
      }
      const response = await fetch(url, init).catch((error: unknown) => {
        if (navigator.onLine && ++unanswered >= MAX_UNANSWERED) return
        throw error
      })
      if (response === undefined) return { status: BLOCKED, retryAfter: undefined, body: '' }
      // Who answered once is there: another failure is an outage, and those end.
      unanswered = Number.NEGATIVE_INFINITY
      const text = await response.text().catch(() => '')
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after') ?? undefined,
        body: text,
      }
    }
    try {
      return await (together && !leaving ? turn(timeout, run) : run())
    } finally {
      if (keepalive) keptAlive -= bytes
    }
  }

  return {
    send,
    budget: () => KEEPALIVE_BUDGET - keptAlive,
    hurry,
  }
}

/** For browsers without keepalive (Firefox before 133): accepted for delivery is all that one learns. */
function beacon(url: string, body: string): SendResponse {
  if (navigator.sendBeacon(url, body)) return { status: 202, retryAfter: undefined, body: '' }
  throw new Error('beacon refused')
}
