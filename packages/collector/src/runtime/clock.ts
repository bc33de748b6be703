export interface TimerOptions {
  /** Lets the process end while the timer waits, as Node's `unref` does. The default is false. */
  readonly unref?: boolean
}

/** Is the source of time. It is passed in, so that tests decide what time it is. */
export interface Clock {
  /** Returns milliseconds since the epoch. */
  now(): number
  /**
   * @param ms milliseconds
   * @returns cancels the timer
   */
  setTimer(run: () => void, ms: number, options?: TimerOptions): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(run, ms, { unref = false } = {}) {
    const timer = setTimeout(run, ms)
    if (unref) timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds, or at once when `signal` aborts. It never rejects. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.setTimer(end, ms)
    signal.addEventListener('abort', end)
  })
}
