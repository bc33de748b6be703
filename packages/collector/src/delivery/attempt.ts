/**
 * Repeats one step of a delivery loop until it succeeds. Each attempt has a time limit, and the waits between
 * them back off. It ends without success only by `StoppedError`, when the loop is stopped, and by
 * `ExpiredError`.
 */
import { backOff } from '@hushlog/base'
import { type Clock, sleep } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import { withTimeLimit } from '../runtime/with-time-limit.js'
import type { Health } from './health.js'
import type { FanOutLogger, FanOutObserver, LoopStep } from './observer.js'

export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

/** The records of the step are older than the log may keep them, so that it is not tried again. */
export class ExpiredError extends Error {
  override readonly name = 'ExpiredError'
}

export interface AttemptContext {
  readonly sink: string
  readonly clock: Clock
  /** Returns at least 0 and less than 1. */
  readonly random: () => number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
  readonly health: Health
  /** Aborts when the loop has to end now. */
  readonly stop: AbortSignal
  /**
   * Receives true while a step waits for its next attempt, or when an attempt has outlived its time limit.
   */
  setBackingOff(isBackingOff: boolean): void
}

export interface Step<T> {
  /** Names the step in logs and metrics. */
  readonly reason: LoopStep
  /** Milliseconds that one attempt may take. */
  readonly timeLimit: number
  run(signal: AbortSignal): Promise<T>
  /** Is called after each failed attempt. */
  failed?(): void
  /**
   * Decides after each failed attempt whether the step ends with `ExpiredError`. Without it, it never does.
   */
  isExpired?(): boolean
}

export async function attempt<T>(context: AttemptContext, step: Step<T>): Promise<T> {
  const { sink, clock, stop } = context
  for (let failures = 0; ; failures++) {
    try {
      const result = await withTimeLimit(clock, step.timeLimit, stop, step.run, () =>
        context.setBackingOff(true),
      )
      context.setBackingOff(false)
      return result
    } catch (thrown) {
      if (stop.aborted) throw new StoppedError()
      const wait = backOff(failures, context.random(), RETRY_LIMITS)
      context.setBackingOff(true)
      context.health.threw(thrown)
      context.observer.retry(sink, step.reason)
      step.failed?.()
      context.logger.warn(
        {
          sink,
          step: step.reason,
          ...describeError(thrown),
          failures: failures + 1,
          wait_ms: Math.round(wait),
        },
        'sink failed, will try again',
      )
      if (step.isExpired?.()) throw new ExpiredError()
      await sleepUnlessStopped(context, wait)
    }
  }
}

/**
 * @param ms milliseconds
 * @throws StoppedError when the loop is stopped before or meanwhile
 */
export async function sleepUnlessStopped({ clock, stop }: AttemptContext, ms: number): Promise<void> {
  await sleep(clock, ms, stop)
  if (stop.aborted) throw new StoppedError()
}
