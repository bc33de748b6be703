/**
 * The client where there is no page: in Node, where frameworks render pages in advance, and in workers. It
 * captures nothing, and its calls do nothing.
 */
import type { Hushlog } from './page-client.js'

const EMPTY = { captured: 0, delivered: 0, queued: 0, dropped: {} }

export function createInertClient(): Hushlog {
  const ignore = () => undefined
  return {
    track: () => false,
    trackEvent: () => false,
    identify: ignore,
    reset: ignore,
    optIn: ignore,
    optOut: ignore,
    flush: async () => EMPTY,
    shutdown: async () => EMPTY,
    stats: () => EMPTY,
    sessionId: ignore,
  }
}
