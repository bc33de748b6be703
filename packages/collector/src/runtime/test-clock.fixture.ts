import type { Clock } from './clock.js'

export interface TestClock extends Clock {
  /** Moves time on by `ms` milliseconds and runs the timers that are due, in order. */
  advance(ms: number): Promise<void>
}

/** Creates a clock whose timers run only when a test moves time on. */
export function createTestClock(start: number): TestClock {
  let now = start
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    setTimer(run, ms) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await settle()
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers.delete(due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = end
      await settle()
    },
  }
}
