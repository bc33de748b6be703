/**
 * Says at once that something happened, and then at each flush how often it happened again, so that what happens all the
 * time neither floods a log nor is missing there.
 */

export interface RepeatingLinesOptions<Noted, Sum> {
  /** Tells apart what is said apart. The keys come from a bounded set. */
  readonly keyOf: (noted: Noted) => string
  /**
   * Adds what happened to what happened before it.
   *
   * @param before is undefined for the first since the last line; it may be changed
   */
  readonly add: (before: Sum | undefined, noted: Noted) => Sum
  readonly write: (sum: Sum) => void
}

export interface RepeatingLines<Noted> {
  /** Notes that it happened. */
  note(noted: Noted): void
  /** Says what has not been said. What did not happen again since the last flush is said at once the next time. */
  flush(): void
  /** Says whether something was said, so that what comes now waits for a flush. */
  isWaiting(): boolean
}

export function createRepeatingLines<Noted, Sum>({
  keyOf,
  add,
  write,
}: RepeatingLinesOptions<Noted, Sum>): RepeatingLines<Noted> {
  /** Holds for each key what has not been said; undefined where all has. */
  const unsaid = new Map<string, Sum | undefined>()
  return {
    note(noted) {
      const key = keyOf(noted)
      if (unsaid.has(key)) {
        unsaid.set(key, add(unsaid.get(key), noted))
        return
      }
      unsaid.set(key, undefined)
      write(add(undefined, noted))
    },
    flush() {
      for (const [key, sum] of unsaid) {
        if (sum === undefined) unsaid.delete(key)
        else {
          unsaid.set(key, undefined)
          write(sum)
        }
      }
    },
    isWaiting: () => unsaid.size > 0,
  }
}
