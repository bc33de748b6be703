/** Writes the time between two steps of a session. */
import { formatSeconds } from '../../format/figure.js'

/** A person who does nothing for so many seconds has paused. */
const PAUSE_SECONDS = 300
/** Steps this close came together, as far as a reader can tell. */
const TOGETHER_SECONDS = 0.1

export const isPause = (seconds: number): boolean => seconds >= PAUSE_SECONDS

export const gapWords = (seconds: number): string =>
  seconds < TOGETHER_SECONDS ? 'at once' : `+${formatSeconds(Math.round(seconds * 10) / 10)}`
