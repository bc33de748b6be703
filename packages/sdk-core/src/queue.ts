/**
 * Events that wait to be sent, oldest first, already encoded. Bounded by bytes, and what is in flight counts, because it
 * is in memory too: a full queue refuses the newest, so that what was accepted stays accepted. Never drops by itself:
 * who calls `expire` or `clear` counts what comes out.
 */
export interface Entry {
  /** The event as JSON, stringified once. */
  readonly json: string
  readonly bytes: number
  /** Captured, milliseconds since the epoch. */
  readonly at: number
}

export interface Queue {
  /** False: no room. */
  push(entry: Entry): boolean
  /** Takes from the front into flight: at least one if there is any, then as long as both limits hold. */
  take(maxEvents: number, maxBytes: number): Entry[]
  /** Frees the room of entries taken earlier. */
  release(entries: readonly Entry[]): void
  /** Removes what was captured before and is at the front. */
  expire(before: number): Entry[]
  clear(): Entry[]
  /** All that wait, without those in flight. */
  waiting(): Entry[]
  /** Waiting, without those in flight. */
  readonly size: number
  /** Waiting, without those in flight. */
  readonly waitingBytes: number
}

/** Array slots that were emptied at the front are reclaimed in one go once there are this many. */
const COMPACT = 1024

export function createQueue(maxBytes: number): Queue {
  let entries: (Entry | undefined)[] = []
  let head = 0
  let waitingBytes = 0
  let flyingBytes = 0

  function shift() {
    entries[head++] = undefined
    if (head >= COMPACT && head * 2 >= entries.length) {
      entries = entries.slice(head)
      head = 0
    }
  }

  return {
    push(entry) {
      if (waitingBytes + flyingBytes + entry.bytes > maxBytes) return false
      waitingBytes += entry.bytes
      entries.push(entry)
      return true
    },
    take(maxEvents, limit) {
      const taken: Entry[] = []
      let bytes = 0
      while (taken.length < maxEvents) {
        const next = entries[head]
        if (next === undefined || (taken.length > 0 && bytes + next.bytes + 1 > limit)) break
        bytes += next.bytes + 1
        waitingBytes -= next.bytes
        flyingBytes += next.bytes
        taken.push(next)
        shift()
      }
      return taken
    },
    release(settled) {
      for (const entry of settled) flyingBytes -= entry.bytes
    },
    expire(before) {
      const expired: Entry[] = []
      for (let next = entries[head]; next !== undefined && next.at < before; next = entries[head]) {
        waitingBytes -= next.bytes
        shift()
        expired.push(next)
      }
      return expired
    },
    clear() {
      const waiting = entries.slice(head) as Entry[]
      entries = []
      head = 0
      waitingBytes = 0
      return waiting
    },
    waiting: () => entries.slice(head) as Entry[],
    get size() {
      return entries.length - head
    },
    get waitingBytes() {
      return waitingBytes
    },
  }
}
