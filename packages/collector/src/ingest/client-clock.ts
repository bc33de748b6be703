/**
 * Corrects the times of a client whose clock is wrong. A batch says what the client's clock showed when it was sent; the
 * difference to the time of receipt is how far that clock is off, up to the way through the network.
 */
import { isObject, MINUTE } from '@hushlog/base'
import { parseInstant } from '../runtime/instant.js'

/** A smaller difference, in milliseconds, is the way through the network and not a clock. */
const TOLERANCE = MINUTE

/**
 * @param sentAt `sent_at` as it was sent, whatever it is
 * @param arrivedAt when the head of the request arrived, in milliseconds since the epoch: a body may take long
 * @returns milliseconds to add to the client's times; 0 where nothing has to be corrected
 */
export function clockOffset(sentAt: unknown, arrivedAt: number): number {
  const sent = typeof sentAt === 'string' ? parseInstant(sentAt) : undefined
  const offset = sent === undefined ? 0 : arrivedAt - sent
  return Math.abs(offset) > TOLERANCE ? offset : 0
}

/** The catalogue has times in UTC of these years only. */
const CATALOGUE_YEARS = /^20/

/**
 * @param ts a time in UTC of any year
 * @returns the corrected time; undefined for a text that is no such time, or when the catalogue cannot hold the result
 */
export function correctTime(ts: string, offset: number): string | undefined {
  const time = ts.endsWith('Z') ? parseInstant(ts) : undefined
  const corrected = time === undefined ? '' : new Date(time + offset).toISOString()
  return CATALOGUE_YEARS.test(corrected) ? corrected : undefined
}

/** Returns the event with its time corrected, or as it is where that is not possible: validation names the reason. */
export function correctEvent(event: unknown, offset: number): unknown {
  if (offset === 0 || !isObject(event) || typeof event.ts !== 'string') return event
  return { ...event, ts: correctTime(event.ts, offset) ?? event.ts }
}
