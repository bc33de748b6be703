/** Fan-out reports to the metrics and to the operator through these: names, counts and codes only. */
import type { Logger } from '../runtime/logger.js'
import { type RetryableFailure, retryableFailures, type SinkFailure } from '../sinks/sink.js'

/** Lists the steps of a delivery loop that may fail. */
export const loopSteps = ['open', 'write', 'log', 'dead_letters'] as const

export type LoopStep = (typeof loopSteps)[number]

export const taskKinds = ['erase', 'expire', 'replay'] as const

export type TaskKind = (typeof taskKinds)[number]

/**
 * Says why something was tried again: a step of the loop failed, or the sink named records with such a code.
 */
export type RetryReason = LoopStep | RetryableFailure | TaskKind

/** Lists every reason, so that each has a count before anything fails. */
export const retryReasons: readonly RetryReason[] = [...loopSteps, ...retryableFailures, ...taskKinds]

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
  /** Counts records that a store had and lost, and that the log no longer holds. */
  missing(sink: string, records: number): void
  retry(sink: string, reason: RetryReason): void
  /** Counts how often a loop began again after a fault, such as a read of the log that failed. */
  restarted(sink: string): void
}

export type FanOutLogger = Pick<Logger, 'info' | 'warn' | 'error'>

export const silentObserver: FanOutObserver = {
  delivered: () => undefined,
  filtered: () => undefined,
  deadLetter: () => undefined,
  expired: () => undefined,
  missing: () => undefined,
  retry: () => undefined,
  restarted: () => undefined,
}
