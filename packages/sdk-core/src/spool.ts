/**
 * The seam to storage that outlives the process or the page: an event that was queued and is not settled yet comes back
 * in the next one. Only sanitized events reach it. Without a spool, undelivered events are in memory only.
 */
import type { QueueEntry } from './queue.js'

export interface Spool {
  /** Stores an event that was queued. Never throws: an event that cannot be stored is in memory all the same. */
  keepEntry(entry: QueueEntry): void
  /**
   * Stores an event that the queue has no room for. It is offered to `take` later, as an own one. Missing where storage is
   * no larger than the queue.
   *
   * @returns false when the event could not be stored
   */
  keepForLater?(entry: QueueEntry): boolean
  /** Removes events that were delivered or dropped. */
  settleEntries(entries: readonly QueueEntry[]): void
  /**
   * Offers the events of earlier processes or pages to the client, now and whenever more are found.
   *
   * @param take queues events from the first on, and returns how many found room. `isOwn` says that this client stored
   * them by `keepForLater`. From then on they belong to this
   * process, and some may be settled within the call. The others are offered again later.
   * @param unsettled returns what this client has queued and not settled, including events from before this call
   */
  recoverEntries(
    take: (entries: readonly QueueEntry[], isOwn?: boolean) => number,
    unsettled: () => readonly QueueEntry[],
  ): void
  /** Deletes all stored events of this person, including those of earlier pages, after an opt-out. */
  wipeEntries(): void
  /**
   * Leaves events to the next process. Nothing is stored or offered after this call.
   *
   * @param entries events that are neither delivered nor dropped
   * @returns how many of them are stored, within bounded time. Storage may be refused, full or slow.
   */
  close(entries: readonly QueueEntry[]): number | Promise<number>
}
