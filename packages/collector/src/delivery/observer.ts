/** Fan-out reports to the metrics and to the operator through these: names, counts and codes only. */
import type { Logger } from '../runtime/logger.js'
import type { SinkFailure } from '../sinks/sink.js'

/**
 * Says why something was tried again: a step of the loop failed, or the sink named records with such a code.
 */
export type RetryReason = 'open' | 'write' | 'log' | 'dead_letters' | 'throttled' | 'unavailable'

export type TaskKind = 'erase' | 'expire' | 'replay'

export interface FanOutObserver {
  delivered(sink: string, records: number): void
  /**
   * Counts records that the sink is configured not to take. Delivered, filtered, dead letters, expired and
   * lag add up to the log.
   */
  filtered(sink: string, records: number): void
  deadLetter(sink: string, code: SinkFailure, records: number): void
  /** Counts records that aged out of the log before a failing sink took them: they are lost to this sink. */
  expired(sink: string, records: number): void
  retry(sink: string, reason: RetryReason | TaskKind): void
}

export type FanOutLogger = Pick<Logger, 'info' | 'warn'>

export const silentObserver: FanOutObserver = {
  delivered: () => undefined,
  filtered: () => undefined,
  deadLetter: () => undefined,
  expired: () => undefined,
  retry: () => undefined,
}
