/** Says how old an event may be, and how far ahead of the collector's clock. */
import { DAY, MINUTE } from '@hushlog/base'
import { parseInstant } from '../runtime/instant.js'

/** Clocks differ, in milliseconds. A client that is further off sends `sent_at`, by which it is corrected. */
const AHEAD = 5 * MINUTE

export interface TimeRange {
  /** Milliseconds before the time of receipt. */
  readonly maxAge: number
  /** Milliseconds behind the time of receipt. */
  readonly maxAhead: number
  /** Says in words what is allowed. */
  readonly expected: string
}

export const timeRange = (days: number): TimeRange => ({
  maxAge: days * DAY,
  maxAhead: AHEAD,
  expected: `a time from ${days} days ago to 5 minutes ahead`,
})

/** The collector's own events are as old as what they follow from. */
export const anyTime: TimeRange = { maxAge: Infinity, maxAhead: Infinity, expected: 'a time' }

/**
 * @param time in milliseconds since the epoch
 * @param receivedAt in milliseconds since the epoch
 */
export const isInRange = (time: number, receivedAt: number, { maxAge, maxAhead }: TimeRange): boolean =>
  time >= receivedAt - maxAge && time <= receivedAt + maxAhead

/** Says of a `ts` that the catalogue refuses whether it is a time all the same, of a year that no range has. */
export const isTimeOfOtherYears = (ts: unknown): boolean =>
  typeof ts === 'string' && ts.endsWith('Z') && parseInstant(ts) !== undefined
