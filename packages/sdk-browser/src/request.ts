/**
 * One request by `fetch`, without a preflight: `text/plain` and the key in the address. Small bodies are sent with keepalive
 * also while the page lives, so that closing it does not cut them off; a browser allows 64 KiB of such bodies at a time.
 */
import type { SendRequest, SendResponse } from '@hushlog/sdk-core'

/** Bytes; some below 64 KiB, because other scripts of the page may use keepalive as well. */
const KEEPALIVE_BUDGET = 60_000
/** A body up to this size leaves most of the budget to the moment when the page goes. */
const SMALL = 16_000

export function createRequest() {
  let keptAlive = 0

  async function send({ url, body, leaving, timeout }: SendRequest): Promise<SendResponse> {
    const bytes = new TextEncoder().encode(body).length
    if (leaving && !('keepalive' in Request.prototype)) return beacon(url, body)
    const keepalive = leaving || (bytes <= SMALL && keptAlive + bytes <= KEEPALIVE_BUDGET)
    const signal = leaving ? undefined : AbortSignal.timeout?.(timeout)
    if (keepalive) keptAlive += bytes
    try {
      const init: RequestInit = {
        method: 'POST',
        body,
        keepalive,
        credentials: 'omit',
        ...(signal && { signal }),
      }
      const response = await fetch(url, init)
      const text = await response.text().catch(() => '')
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after') ?? undefined,
        body: text,
      }
    } finally {
      if (keepalive) keptAlive -= bytes
    }
  }

  return { send, budget: () => KEEPALIVE_BUDGET - keptAlive }
}

/** For browsers without keepalive (Firefox before 133): accepted for delivery is all that one learns. */
function beacon(url: string, body: string): SendResponse {
  if (navigator.sendBeacon(url, body)) return { status: 202, retryAfter: undefined, body: '' }
  throw new Error('beacon refused')
}
