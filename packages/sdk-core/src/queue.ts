/**
 * Encoded events that wait to be sent, oldest first. The queue is bounded by bytes, and events in flight count, because
 * they are in memory too. A full queue refuses the newest event, so that an accepted event stays accepted. It drops
 * nothing by itself.
 */
import type { Body } from './platform.js'

/** The browser's spool stores these objects as they are: the names of their members are a stored format. */
export interface QueueEntry {
  /** The event as JSON, which is encoded once. */
  readonly json: string
  /** Counts the bytes of the JSON in UTF-8. */
  readonly bytes: number
  /** The time of the capture, in milliseconds since the epoch. */
  readonly at: number
}

export interface WaitingEntries extends Iterable<QueueEntry> {
  readonly length: number
  /** Holds the oldest entry. */
  readonly 0?: QueueEntry | undefined
}

export interface Queue {
  /** Holds all entries but those in flight. */
  readonly waitingEntries: WaitingEntries
  /** Returns the bytes of all entries, including those in flight. */
  heldBytes(): number
  /** @returns false when there is no room for the entry */
  addEntry(entry: QueueEntry): boolean
  /**
   * Moves the oldest entries into flight.
   *
   * @param maxEvents most entries to take
   * @param maxBytes most bytes to take, with a comma behind each entry
   * @param minEvents entries to take even if they have more bytes
   */
  takeEntries(maxEvents: number, maxBytes: number, minEvents: number): QueueEntry[]
  /** Moves entries from flight back to the front. */
  putBack(entries: readonly QueueEntry[]): void
  /** Frees the room of entries in flight that are delivered or dropped. */
  settleEntries(entries: readonly QueueEntry[]): void
  /**
   * Builds the body of a request without encoding an event again.
   *
   * @param entries entries in flight, and entries that were never in the queue
   * @param now time of the attempt, in milliseconds since the epoch
   */
  encodeBody(entries: readonly QueueEntry[], now: number): Body
}

/** @param maxBytes limit for the bytes of all entries, including those in flight */
export function createQueue(maxBytes: number): Queue {
  const waiting: QueueEntry[] = []
  let held = 0

  return {
    waitingEntries: waiting,
    heldBytes: () => held,
    addEntry(entry) {
      const hasRoom = held + entry.bytes <= maxBytes
      if (hasRoom) {
        held += entry.bytes
        waiting.push(entry)
      }
      return hasRoom
    },
    takeEntries(maxEvents, limit, minEvents) {
      let count = 0
      let bytesTaken = 0
      for (const { bytes } of waiting) {
        bytesTaken += bytes + 1
        if (count >= maxEvents || (bytesTaken > limit && count >= minEvents)) break
        count++
      }
      return waiting.splice(0, count)
    },
    putBack(entries) {
      waiting.unshift(...entries)
    },
    settleEntries(entries) {
      for (const { bytes } of entries) held -= bytes
    },
    encodeBody: (entries, now) =>
      `{"sent_at":"${new Date(now).toISOString()}","events":[${entries.map(({ json }) => json)}]}`,
  }
}
