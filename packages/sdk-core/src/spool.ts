/**
 * The seam to storage that outlives the process or the page: what was taken and is not yet settled comes back in the
 * next one. Sanitized content only, because nothing else ever reaches it. Without a spool everything is in memory.
 */
import type { Entry } from './queue.js'

export interface Spool {
  /** The event was taken. Must not throw: where storage fails, the event is in memory all the same. */
  keep(entry: Entry): void
  /** The events were delivered or given up by name: they need not come back. */
  settle(entries: readonly Entry[]): void
  /**
   * From now on, and whenever it likes, gives what earlier processes or pages left to `take`, which answers how many of
   * them, from the first on, found room; those count as kept by this process, and some may be settled within the
   * call. The rest is offered again later.
   * @param unsettled what this client has taken and not settled; some may be of the time before the call
   */
  recover(take: (left: readonly Entry[]) => number, unsettled: () => readonly Entry[]): void
  /** Everything that is this person's goes, what earlier pages left too: the person opted out. */
  wipe(): void
  /**
   * What is not settled stays for the next process. Answers how many of these events do, in bounded time: where storage was
   * refused, is full or slow, some do not. Nothing is written or given after the call.
   */
  close(left: readonly Entry[]): number | Promise<number>
}
