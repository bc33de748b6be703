import type { Clock } from './clock.js'

/**
 * Runs a step whose signal aborts after `ms` milliseconds, or when `stop` aborts. The limit only aborts the
 * signal: the step is awaited all the same, since a second one must not begin while the first may still store
 * something.
 *
 * @param onLimit is called when the limit is reached
 */
export async function withTimeLimit<T>(
  clock: Clock,
  ms: number,
  stop: AbortSignal,
  step: (signal: AbortSignal) => Promise<T>,
  onLimit?: () => void,
): Promise<T> {
  const limit = new AbortController()
  const cancel = clock.setTimer(() => {
    onLimit?.()
    limit.abort(new DOMException('time limit', 'TimeoutError'))
  }, ms)
  try {
    return await step(AbortSignal.any([stop, limit.signal]))
  } finally {
    cancel()
  }
}
