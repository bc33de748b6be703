/** Bounds the memory that bodies hold, from their first byte until their events are in the log. */
import { Problem } from '../http/problem.js'
import { RETRY_SOON_SECONDS } from './limits.js'

/** Bytes of all bodies together, as sent and as decompressed. Requests above it are refused with 503. */
export const IN_FLIGHT_BYTES = 64 * 1024 * 1024

export interface InFlightBytes {
  /** @throws Problem `overloaded`; then nothing was reserved. */
  reserve(bytes: number): void
  release(bytes: number): void
}

export const createInFlightBytes = (limit: number): InFlightBytes => {
  let reserved = 0
  return {
    reserve(bytes) {
      if (reserved + bytes > limit) {
        throw new Problem('overloaded', { headers: { 'retry-after': RETRY_SOON_SECONDS } })
      }
      reserved += bytes
    },
    release(bytes) {
      reserved -= bytes
    },
  }
}
