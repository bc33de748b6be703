/** Limits the events per second of a write key with a token bucket, where the configuration sets a limit. */
import { SECOND } from '@hushlog/base'
import type { WriteKey } from '../config/config.js'
import { Problem } from '../http/problem.js'

/** A full bucket holds the events of this many seconds. */
const BURST_SECONDS = 2

/** @throws Problem `rate_limited` with the seconds after which the events fit. */
export type RateLimit = (key: WriteKey, events: number) => void

export const createRateLimit = (now: () => number): RateLimit => {
  const buckets = new Map<string, { level: number; at: number }>()
  return ({ key, eventsPerSecond }, events) => {
    if (eventsPerSecond === undefined) return
    const size = eventsPerSecond * BURST_SECONDS
    const time = now()
    const bucket = buckets.get(key) ?? { level: size, at: time }
    buckets.set(key, bucket)
    const refill = (Math.max(0, time - bucket.at) / SECOND) * eventsPerSecond
    bucket.level = Math.min(size, bucket.level + refill)
    bucket.at = time
    // A batch larger than the bucket passes when the bucket is full, or it would never pass.
    const needed = Math.min(events, size)
    if (bucket.level < needed) {
      const seconds = Math.max(1, Math.ceil((needed - bucket.level) / eventsPerSecond))
      throw new Problem('rate_limited', { headers: { 'retry-after': String(seconds) } })
    }
    bucket.level -= events
  }
}
