/**
 * Hosts that are frozen between two pieces of work (Lambda and other functions, workers of a queue): what a piece of work
 * tracked is delivered before it counts as done, in bounded time and whatever becomes of the work.
 */
import type { Client, Ledger } from '@hushlog/sdk-core'

/** Milliseconds; a collector that does not answer must not cost an invocation more. */
const FLUSH_TIMEOUT = 2000
/** Milliseconds that are left to the host of what it says that it has. */
const RESERVE = 500

/** The part of Lambda's context that tells how much time is left. */
interface Deadline {
  getRemainingTimeInMillis(): number
}

const hasDeadline = (value: unknown): value is Deadline =>
  typeof value === 'object' &&
  value !== null &&
  'getRemainingTimeInMillis' in value &&
  typeof value.getRemainingTimeInMillis === 'function'

function timeFor(args: readonly unknown[], most: number): number {
  const deadline = args.find(hasDeadline)
  return deadline === undefined
    ? most
    : Math.max(0, Math.min(most, deadline.getRemainingTimeInMillis() - RESERVE))
}

/**
 * A handler that delivers what it tracked before it settles: `export const handler = flushAfter(hush, async (event) => …)`. With
 * Lambda's context among its arguments it stays within the time that is left.
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
      const time = timeFor(args, timeoutMs)
      if (time > 0 && hush.stats().queued > 0) await hush.flush(time)
    }
  }
}

/** Tells a platform's `waitUntil` of each flush that is under way, one at a time. */
export function holdUntilFlushed(client: Client, waitUntil: (work: Promise<unknown>) => void): Client {
  let holding = false
  const hold = (taken: boolean): boolean => {
    if (taken && !holding) {
      holding = true
      waitUntil(
        // A turn later, so that what is tracked at once goes out at once.
        Promise.resolve()
          .then(() => client.flush(FLUSH_TIMEOUT))
          .finally(() => {
            holding = false
          }),
      )
    }
    return taken
  }
  return {
    ...client,
    track: (event, ...fields) => hold(client.track(event, ...fields)),
    trackEvent: (name, data) => hold(client.trackEvent(name, data)),
  }
}
