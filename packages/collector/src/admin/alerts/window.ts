/** Reads the window of an alert, and says which windows an evaluation looks at. */
import { DAY, HOUR, MINUTE } from '@hushlog/base'
import type { Range } from '../../query/language/range.js'

const UNITS = { m: MINUTE, h: HOUR, d: DAY } as const

/** A window of an hour moves by a minute at each evaluation; a longer one need not be looked at as often. */
const SHARE = 60
const LONGEST_INTERVAL = 5 * MINUTE

/** @returns milliseconds; the schema of the configuration admits no other text than a number and a unit */
export const windowMs = (text: string): number =>
  Number.parseInt(text, 10) * UNITS[text.slice(-1) as keyof typeof UNITS]

/** Returns how many milliseconds lie between two evaluations. */
export const intervalOf = (window: number): number =>
  Math.min(LONGEST_INTERVAL, Math.max(MINUTE, window / SHARE))

/** @param back 0 is the window that ends now, 1 the one before it */
export const windowAt = (now: number, window: number, back: number): Range => ({
  from: now - window * (back + 1),
  to: now - window * back,
})
