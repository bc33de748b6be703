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

type TextRequest = SendRequest & { readonly body: string }

/**
 * @param url with the key
 * @param together one tab of the site at a time sends
 */
export function createRequest(url: string, together: boolean) {
  let keptAlive = 0
  let unanswered = 0
  /** What waits for its turn is sent now. */
  let hurry = () => {
    // Nothing waits.
  }

  async function send({ body, isUnload, timeout }: TextRequest): Promise<SendResponse> {
    // Browsers without keepalive (Firefox before 133): accepted for delivery is all that one learns.
    if (isUnload && !('keepalive' in Request.prototype))
      return { status: navigator.sendBeacon(url, body) ? 202 : undefined }
    const bytes = byteLength(body)
    /** Of the budget; none without keepalive. */
    const kept = isUnload || (bytes <= SMALL && keptAlive + bytes <= KEEPALIVE_BUDGET) ? bytes : 0
    keptAlive += kept
    const run = async () => {
      try {
        const signal = isUnload ? null : (AbortSignal.timeout?.(timeout) ?? null)
        const response = await fetch(url, {
          method: 'POST',
          body,
          keepalive: kept > 0,
          credentials: 'omit',
          signal,
        })
        // Who answered once is there: another failure is an outage, and those end.
        unanswered = Number.NEGATIVE_INFINITY
        return {
          status: response.status,
          retryAfter: response.headers.get('retry-after'),
          body: await response.text().catch(() => undefined),
        }
      } catch {
        return { status: navigator.onLine && ++unanswered >= MAX_UNANSWERED ? BLOCKED : undefined }
      } finally {
        keptAlive -= kept
      }
    }
    let answer: Promise<SendResponse> | undefined
    const start = () => {
      answer ??= run()
      return answer
    }
    if (together && !isUnload)
      try {
        // Waits for its turn, but not for ever: a tab that the system froze would hold up all others. Nor does it keep its turn.
        const hurried = new Promise<unknown>((resolve) => {
          hurry = () => resolve(0)
          setTimeout(resolve, timeout)
        })
        const turn = navigator.locks.request('hushlog', () => Promise.race([start(), hurried]))
        await Promise.race([turn, hurried])
      } catch {
        // There are no such locks, or they are refused.
      }
    return start()
  }

  return { send, budget: () => KEEPALIVE_BUDGET - keptAlive, hurry: () => hurry() }
}
