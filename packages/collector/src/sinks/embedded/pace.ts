/** When sums are made: soon after something came, never for more than a part of the time, and not at all when closed. */

/** Milliseconds until hours that have ended since are looked for again. */
const REST = 30_000
/** Milliseconds between two steps at least. */
const PAUSE = 1_000
/** Pauses are this many times as long as the step before: at most a fifth of one core goes into sums. */
const SHARE = 4

export interface Pace {
  begin(): void
  end(): void
}

/** @param step never rejects; whether there is more to do. */
export function createPace(step: () => Promise<boolean>): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false

  function after(wait: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void go(), wait)
    // It holds up no process that would end.
    timer.unref()
  }

  async function go(): Promise<void> {
    const began = performance.now()
    const more = await step()
    if (running) after(more ? Math.max(PAUSE, SHARE * (performance.now() - began)) : REST)
  }

  return {
    begin() {
      running = true
      after(PAUSE)
    },
    end() {
      running = false
      clearTimeout(timer)
    },
  }
}
