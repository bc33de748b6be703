/** One after the other: what uses the connection that writes waits until nothing else does. */
export interface Turns {
  take<T>(step: () => Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take(step) {
      const mine = last.then(step, step)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
