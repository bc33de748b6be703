/** What fan-out tells the metrics and the operator. Names, counts and codes only. */
import type { SinkFailure } from '../sinks/sink.js'

/** Why records had to be sent again: the whole write was rejected, or the sink named them. */
export type RetryReason = 'open' | 'write' | 'log' | 'dead_letters' | 'throttled' | 'unavailable'

/** What is done in a sink beside writing. */
export type TaskKind = 'erase' | 'expire' | 'replay'

export interface FanOutObserver {
  delivered(sink: string, records: number): void
  /** Records that the sink is configured not to take; with `delivered`, `deadLetter` and the lag they make up the log. */
  filtered(sink: string, records: number): void
  deadLetter(sink: string, code: SinkFailure, records: number): void
  /** Records that aged out of the log before a failing sink took them: lost for this sink. */
  expired(sink: string, records: number): void
  retry(sink: string, reason: RetryReason | TaskKind): void
}

/** Satisfied by a pino logger. */
export interface FanOutLogger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
}

export const silentObserver: FanOutObserver = {
  delivered: () => undefined,
  filtered: () => undefined,
  deadLetter: () => undefined,
  expired: () => undefined,
  retry: () => undefined,
}
