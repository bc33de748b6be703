/**
 * Sends a burst through a client with default settings to any collector, and counts what was captured and
 * where it went.
 */
import { createHushlog } from '@hushlog/sdk-node'

export interface BurstResult {
  readonly captured: number
  readonly delivered: number
  readonly queued: number
  readonly dropped: number
  /** Holds the time that the calls took. */
  readonly trackMs: number
  /** Holds the time until every event was delivered or dropped. */
  readonly totalMs: number
}

export async function burst(endpoint: string, writeKey: string, events: number): Promise<BurstResult> {
  const hush = createHushlog({ endpoint, writeKey })
  const start = performance.now()
  for (let i = 0; i < events; i++) {
    hush.track('agent_response', {
      response_length: i,
      processing_time_ms: 850,
      topic: 'shipping',
      success: true,
    })
  }
  const trackMs = performance.now() - start
  const { captured, delivered, queued, dropped } = await hush.shutdown(60_000)
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0)
  return { captured, delivered, queued, dropped: lost, trackMs, totalMs: performance.now() - start }
}
