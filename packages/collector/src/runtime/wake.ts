/** Lets a loop sleep until something happens. A notice between two waits is kept, so none is lost. */
export interface Wake {
  notify(): void
  /** Resolves at the next notice; at once if there was one since the last wait. */
  wait(): Promise<void>
}

export function createWake(): Wake {
  let noticed = false
  let waiting: (() => void) | undefined
  return {
    notify() {
      noticed = true
      waiting?.()
    },
    async wait() {
      if (!noticed) {
        await new Promise<void>((resolve) => {
          waiting = resolve
        })
        waiting = undefined
      }
      noticed = false
    },
  }
}
