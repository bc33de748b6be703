/**
 * Limits how many things happen at once. The libraries of the field (async-mutex, p-limit, p-map) do not
 * wait for the work under way after a failure, and a sink must not return while a request of its attempt may
 * still store something.
 */

export interface Mutex {
  /** Runs `work` when all work given before has ended, whether it succeeded or not. */
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(work) {
      const result = last.then(work)
      last = result.catch(() => undefined)
      return result
    },
  }
}

/**
 * Works on several items at a time. After a failure no further item is begun, `signal` of the others aborts,
 * and they are waited for.
 *
 * @param limit how many items are worked on at a time
 * @throws the first failure, or the reason of `signal` when it has aborted
 */
export async function forEachLimit<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const failures: unknown[] = []
  const source = (async function* () {
    yield* items
  })()
  async function worker(): Promise<void> {
    try {
      // A generator answers one request after the other, so that workers can share it.
      for (let next = await source.next(); !next.done; next = await source.next()) {
        either.throwIfAborted()
        await work(next.value, either)
      }
    } catch (thrown) {
      failures.push(thrown)
      stop.abort()
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
  if (failures.length === 0) return
  await source.return(undefined)
  signal.throwIfAborted()
  throw failures[0]
}

/** Lets a loop wait until something happens. A notice given while nobody waits is kept for the next wait. */
export interface Notifier {
  notify(): void
  /**
   * Resolves at the next notice, or at once if there was one since the last wait. Only one caller may wait
   * at a time.
   */
  wait(): Promise<void>
}

export function createNotifier(): Notifier {
  let isNotified = false
  let resolveWait: (() => void) | undefined
  return {
    notify() {
      isNotified = true
      resolveWait?.()
    },
    async wait() {
      if (!isNotified) {
        await new Promise<void>((resolve) => {
          resolveWait = resolve
        })
        resolveWait = undefined
      }
      isNotified = false
    },
  }
}
