/**
 * Delivers events on platforms that freeze a process between two pieces of work, such as Lambda: what a piece of work
 * tracked is delivered before it counts as done, within bounded time, also when it fails.
 */
import { SECOND } from '@hushlog/base'
import type { Client, Ledger } from '@hushlog/sdk-core'

/** A collector that does not answer must not cost an invocation more. */
const FLUSH_TIMEOUT = 2 * SECOND
/** Time that a flush leaves to the platform, in milliseconds. */
const RESERVE = SECOND / 2

/** The part of Lambda's context that says how much time is left. */
interface Deadline {
  getRemainingTimeInMillis(): number
}

const hasDeadline = (value: unknown): value is Deadline =>
  typeof value === 'object' &&
  value !== null &&
  'getRemainingTimeInMillis' in value &&
  typeof value.getRemainingTimeInMillis === 'function'

function flushTime(args: readonly unknown[], timeoutMs: number): number {
  const deadline = args.find(hasDeadline)
  return deadline === undefined
    ? timeoutMs
    : Math.max(0, Math.min(timeoutMs, deadline.getRemainingTimeInMillis() - RESERVE))
}

/**
 * Wraps a handler, so that what it tracks is delivered before it settles. With Lambda's context among its arguments the
 * flush stays within the time that is left.
 *
 * @param timeoutMs longest flush in milliseconds; the default is 2 seconds
 * @example export const handler = flushAfter(hush, async (event) => answer(event))
 */
export function flushAfter<Args extends unknown[], Result>(
  hush: { flush(timeoutMs?: number): Promise<Ledger>; stats(): Ledger },
  handler: (...args: Args) => Result | Promise<Result>,
  { timeoutMs = FLUSH_TIMEOUT }: { readonly timeoutMs?: number } = {},
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await handler(...args)
    } finally {
      const time = flushTime(args, timeoutMs)
      if (time > 0 && hush.stats().queued > 0) await hush.flush(time)
    }
  }
}

/** Returns a client that passes each flush that is under way to a platform's `waitUntil`, one at a time. */
export function flushInBackground(client: Client, waitUntil: (work: Promise<unknown>) => void): Client {
  let isFlushing = false
  const flushAfterTrack = (isQueued: boolean): boolean => {
    if (isQueued && !isFlushing) {
      isFlushing = true
      waitUntil(
        // The flush starts a microtask later, so that events that are tracked together are sent together.
        Promise.resolve()
          .then(() => client.flush(FLUSH_TIMEOUT))
          .finally(() => {
            isFlushing = false
          }),
      )
    }
    return isQueued
  }
  return {
    ...client,
    track: (event, ...fields) => flushAfterTrack(client.track(event, ...fields)),
    trackEvent: (name, data) => flushAfterTrack(client.trackEvent(name, data)),
  }
}
