/**
 * Sends one request by `fetch`, without a preflight: the body is `text/plain` and the key is in the address.
 * Small bodies are sent with keepalive even while the page lives, so that closing it does not cancel them. A
 * browser allows 64 KiB of such bodies at a time.
 */
import { BLOCKED, type SendRequest, type SendResponse } from '@hushlog/sdk-core'

/**
 * Bytes of keepalive bodies in flight: less than 64 KiB, because other scripts of the page may use keepalive
 * as well.
 */
const KEEPALIVE_BUDGET = 60_000
/** Bytes of a small body, which leaves most of the budget to the moment when the page is unloaded. */
const SMALL = 16_000

/**
 * So many failed requests with a network, and no response since the page began, mean blocked: after some
 * seven minutes.
 */
const MAX_UNANSWERED = 20

/**
 * Returns the bytes of a text in UTF-8, or some more: letters of two bytes count as three. An encoder takes
 * longer than all else that is done with an event.
 */
export const byteLength = (text: string): number => text.length + 2 * text.replace(/[\0-\x7f]+/g, '').length

type TextRequest = SendRequest & { readonly body: string }

/** @param url address of the collector, with the write key */
export function createRequest(url: string) {
  let keptAlive = 0
  let unanswered = 0

  async function sendBody({ body, isUnload, timeout }: TextRequest): Promise<SendResponse> {
    const bytes = byteLength(body)
    const keepalive = isUnload || (bytes <= SMALL && keptAlive + bytes <= KEEPALIVE_BUDGET)
    if (keepalive) keptAlive += bytes
    try {
      // The browser copies the body: that is left until the application's call has returned.
      if (!isUnload) await undefined
      const response = await fetch(url, {
        method: 'POST',
        body,
        keepalive,
        credentials: 'omit',
        signal: AbortSignal.timeout(timeout),
      })
      // A collector that responded once is not blocked: later failures are an outage, and outages end.
      unanswered = Number.NEGATIVE_INFINITY
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        body: await response.text().catch(() => undefined),
      }
    } catch {
      return { status: navigator.onLine && ++unanswered >= MAX_UNANSWERED ? BLOCKED : undefined }
    } finally {
      if (keepalive) keptAlive -= bytes
    }
  }

  return { sendBody, keepaliveLeft: () => KEEPALIVE_BUDGET - keptAlive }
}
