/**
 * Limits the events and the bytes per second of a write key with token buckets, where the configuration sets a limit.
 * Bytes are charged before anything is done with them, so that what a body costs counts even when it is refused.
 */
import { SECOND } from '@hushlog/base'
import type { WriteKey } from '../config/config.js'
import { Problem } from '../http/problem.js'
import { BODY_BYTES } from './limits.js'

/** A full bucket holds what may be sent in this many seconds. */
const BURST_SECONDS = 2
/** A key may send so many bytes for each event of its limit: an ordinary event has a tenth of them. */
const BYTES_PER_EVENT = 4096

interface Bucket {
  level: number
  at: number
}

export interface RateLimit {
  /** Refuses a key that owes what it has sent before. @throws Problem `rate_limited`, as all methods do. */
  check(key: WriteKey): void
  /** Charges bytes as they were sent. */
  sent(key: WriteKey, bytes: number): void
  /** Charges bytes that came out of those that were sent. They are owed when the bucket does not hold them. */
  inflated(key: WriteKey, bytes: number): void
  events(key: WriteKey, events: number): void
}

/** @param now returns milliseconds */
export const createRateLimit = (now: () => number): RateLimit => {
  const refuse = (missing: number, perSecond: number): never => {
    const seconds = Math.max(1, Math.ceil(missing / perSecond))
    throw new Problem('rate_limited', { headers: { 'retry-after': String(seconds) } })
  }

  const createBuckets = (perSecondOf: (key: WriteKey) => number | undefined, leastSize: number) => {
    const buckets = new Map<string, Bucket>()
    /** @param mayOwe whether an amount that the bucket does not hold is taken all the same */
    return (writeKey: WriteKey, amount: number, mayOwe = false): void => {
      const perSecond = perSecondOf(writeKey)
      if (perSecond === undefined) return
      const size = Math.max(leastSize, perSecond * BURST_SECONDS)
      const time = now()
      const bucket = buckets.get(writeKey.key) ?? { level: size, at: time }
      buckets.set(writeKey.key, bucket)
      bucket.level = Math.min(size, bucket.level + (Math.max(0, time - bucket.at) / SECOND) * perSecond)
      bucket.at = time
      // An amount larger than the bucket passes when the bucket is full, or it would never pass.
      const needed = Math.min(amount, size)
      if (bucket.level < needed && !mayOwe) refuse(needed - bucket.level, perSecond)
      bucket.level -= amount
    }
  }

  const events = createBuckets(({ eventsPerSecond }) => eventsPerSecond, 0)
  const bytes = createBuckets(
    ({ eventsPerSecond }) => (eventsPerSecond === undefined ? undefined : eventsPerSecond * BYTES_PER_EVENT),
    2 * BODY_BYTES,
  )

  return {
    check(key) {
      events(key, 0)
      bytes(key, 0)
    },
    sent: bytes,
    inflated: (key, amount) => bytes(key, amount, true),
    events,
  }
}
