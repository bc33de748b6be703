/** An optional limit per write key, as a bucket that refills: a burst of two seconds' worth passes. */
import type { WriteKey } from '../config/config.js'
import { Problem } from '../http/problem.js'

const BURST_SECONDS = 2

/** @throws Problem `rate_limited` with the seconds until the events would fit. */
export type RateLimit = (key: WriteKey, events: number) => void

export const createRateLimit = (now: () => number): RateLimit => {
  const buckets = new Map<string, { left: number; at: number }>()
  return ({ key, eventsPerSecond }, events) => {
    if (eventsPerSecond === undefined) return
    const size = eventsPerSecond * BURST_SECONDS
    const time = now()
    const bucket = buckets.get(key) ?? { left: size, at: time }
    buckets.set(key, bucket)
    bucket.left = Math.min(size, bucket.left + (Math.max(0, time - bucket.at) / 1000) * eventsPerSecond)
    bucket.at = time
    // A batch larger than the bucket passes when the bucket is full, or it never would.
    const needed = Math.min(events, size)
    if (bucket.left < needed) {
      const seconds = Math.max(1, Math.ceil((needed - bucket.left) / eventsPerSecond))
      throw new Problem('rate_limited', { headers: { 'retry-after': String(seconds) } })
    }
    bucket.left -= events
  }
}
