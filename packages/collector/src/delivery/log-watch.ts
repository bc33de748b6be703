/**
 * Tells the operator when the log fills up, and which sink holds it back: one line when it passes half of its
 * limit, one at four fifths, and one when there is room again.
 */
import type { Log } from '../log/log.js'
import type { FanOutLogger } from './observer.js'

/** Shares of the limit that are worth a line. */
const MARKS = [0.5, 0.8]
/** There is room again below so much of the lowest mark, so that a log at the mark does not flood the output. */
const RELIEF = 0.9

export interface HoldingSink {
  readonly name: string
  readonly lag_records: number
  readonly lag_seconds: number
  readonly holds_log_back: boolean
}

/** @returns looks at the log once; call it regularly */
export function createLogWatch(options: {
  readonly log: Log
  /** Returns how many bytes of records the log may hold. */
  readonly limitBytes: () => number
  readonly sinks: () => readonly HoldingSink[]
  readonly logger: FanOutLogger
}): () => void {
  const { log, sinks, logger } = options
  let passed = 0
  return () => {
    const { bytes, records } = log.stats()
    const limit_bytes = options.limitBytes()
    const share = bytes / limit_bytes
    const reached = MARKS.filter((mark) => share >= mark).length
    const figures = { log_bytes: bytes, log_records: records, limit_bytes, percent: Math.floor(share * 100) }
    if (reached > passed) {
      const held_by = sinks()
        .filter((sink) => sink.holds_log_back)
        .map(({ name, lag_records, lag_seconds }) => ({ sink: name, lag_records, lag_seconds }))
      logger.warn({ ...figures, held_by }, 'the log fills up: a sink holds it back')
      passed = reached
    } else if (passed > 0 && share < (MARKS[0] ?? 0) * RELIEF) {
      logger.info(figures, 'the log has room again')
      passed = 0
    }
  }
}
