/**
 * Runs one step of a loop until it succeeds: each try has a time limit, between tries it backs off, and it
 * does not give up by itself. What ends it is the loop's own stop, by `StoppedError`, or `isTooOld`, asked after each
 * failure, by `GivenUpError`.
 */

import { backOff } from '@hushlog/base'
import { type Clock, sleep } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { FanOutLogger, FanOutObserver, RetryReason } from './observer.js'

export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

/** What the step was for is too old to be tried again. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError'
}

export interface AttemptContext {
  readonly sink: string
  readonly clock: Clock
  readonly random: () => number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
  /** Aborts when the loop has to end now. */
  readonly stop: AbortSignal
  /** True while the step waits to be tried again, or a try has outlived its time limit. */
  troubled(yes: boolean): void
}

export async function attempt<T>(
  context: AttemptContext,
  reason: RetryReason,
  timeout: number,
  step: (signal: AbortSignal) => Promise<T>,
  isTooOld: () => boolean = () => false,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      const result = await withTimeLimit(context, timeout, step)
      context.troubled(false)
      return result
    } catch (thrown) {
      if (context.stop.aborted) throw new StoppedError()
      const wait = backOff(failures, context.random(), RETRY_LIMITS)
      context.troubled(true)
      context.observer.retry(context.sink, reason)
      context.logger.warn(
        {
          sink: context.sink,
          step: reason,
          ...describeError(thrown),
          failures: failures + 1,
          wait_ms: Math.round(wait),
        },
        'sink failed, will try again',
      )
      if (isTooOld()) throw new GivenUpError()
      await sleep(context.clock, wait, context.stop)
      if (context.stop.aborted) throw new StoppedError()
    }
  }
}

/**
 * The limit only aborts the signal; the try is still awaited, since a second write must not begin while the
 * first may yet store something. The contract suite checks that a sink obeys its signal.
 */
async function withTimeLimit<T>(
  context: AttemptContext,
  timeout: number,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const cancel = context.clock.setTimer(() => {
    context.troubled(true)
    limit.abort(new DOMException('time limit', 'TimeoutError'))
  }, timeout)
  try {
    return await step(AbortSignal.any([context.stop, limit.signal]))
  } finally {
    cancel()
  }
}
