/**
 * Events that wait to be sent, oldest first, already encoded. Bounded by bytes, and what is in flight counts, because it
 * is in memory too: a full queue refuses the newest, so that what was accepted stays accepted. Never drops by itself.
 */
import type { Body } from './platform.js'

export interface Entry {
  /** The event as JSON, stringified once. */
  readonly json: string
  readonly bytes: number
  /** Captured, milliseconds since the epoch. */
  readonly at: number
}

export interface Waiting extends Iterable<Entry> {
  readonly length: number
  /** The oldest. */
  readonly 0?: Entry | undefined
}

export interface Queue {
  /** Without those in flight. */
  readonly waiting: Waiting
  /** In flight included. */
  heldBytes(): number
  /** False: no room. */
  enter(entry: Entry): boolean
  /** From the front into flight, as long as both limits hold, but at least `least` if there are any. */
  cut(most: number, maxBytes: number, least: number): Entry[]
  /** From flight back to the front. */
  putBack(cut: readonly Entry[]): void
  /** Frees the room of entries that were cut earlier. */
  free(cut: readonly Entry[]): void
  /** The body of a request with what was cut, and entries that were never in the queue. Nothing is stringified again. */
  compose(entries: readonly Entry[], now: number): Body
}

export function createQueue(maxBytes: number): Queue {
  const waiting: Entry[] = []
  let held = 0

  return {
    waiting,
    heldBytes: () => held,
    enter(entry) {
      const hasRoom = held + entry.bytes <= maxBytes
      if (hasRoom) {
        held += entry.bytes
        waiting.push(entry)
      }
      return hasRoom
    },
    cut(most, limit, least) {
      let count = 0
      let size = 0
      for (const { bytes } of waiting) {
        size += bytes + 1
        if (count >= most || (size > limit && count >= least)) break
        count++
      }
      return waiting.splice(0, count)
    },
    putBack(cut) {
      waiting.unshift(...cut)
    },
    free(cut) {
      for (const { bytes } of cut) held -= bytes
    },
    compose: (entries, now) =>
      `{"sent_at":"${new Date(now).toISOString()}","events":[${entries.map(({ json }) => json)}]}`,
  }
}
