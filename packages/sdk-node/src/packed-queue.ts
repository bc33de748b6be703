/**
 * The queue without a spool: events are bytes in chunks, one behind the other, and not an object and a text each, which the
 * garbage collector would move about and which take twice the memory. Only what is cut becomes text again.
 */
import { type Entry, type Queue, ROOM_BYTES, type Room } from '@hushlog/sdk-core'

/** Two requests' worth of common events. What nobody has written to takes no memory. */
const CHUNK_BYTES = 512 * 1024

export interface PackedQueue extends Queue {
  readonly room: Room & { readonly bytes: Buffer }
}

interface Chunk {
  readonly bytes: Buffer
  /** Where each event ends, and when it was captured. */
  readonly ends: number[]
  readonly times: number[]
  /** The first that waits. */
  next: number
}

export function createPackedQueue(maxBytes: number): PackedQueue {
  let last = newChunk(CHUNK_BYTES)
  /** Oldest first; the last one is written to. */
  const chunks = [last]
  /** Put back from flight: older than what is in chunks. */
  let back: Entry[] = []
  /** Events that wait in chunks. */
  let packed = 0
  let held = 0
  /** Where the next event begins in the last chunk. */
  let used = 0
  let epoch = 0
  /** Where somebody is writing an event. */
  let opened: Chunk | undefined
  /** What was written at the end and has not entered. */
  let offered: Entry | undefined

  function makeRoom(bytes: number): void {
    if (opened === last || used + bytes > last.bytes.length) {
      last = newChunk(Math.max(bytes, CHUNK_BYTES))
      chunks.push(last)
    } else if (last.next === last.ends.length && used > 0) {
      // Everything was cut and is text by now: the same memory again.
      last.ends.length = last.times.length = last.next = 0
    } else if (offered === undefined) return
    used = last.ends[last.ends.length - 1] ?? 0
    offered = undefined
    epoch++
  }

  const room = {
    bytes: last.bytes,
    at: 0,
    epoch: 0,
    open() {
      if (opened !== undefined) return false
      makeRoom(ROOM_BYTES)
      opened = last
      room.bytes = last.bytes
      room.at = used
      room.epoch = epoch
      return true
    },
    close() {
      opened = undefined
    },
    entry(end: number, at: number): Entry {
      const bytes = end - room.at
      // Others entered while it was written.
      if (room.bytes !== last.bytes) return { json: textOf(room.bytes, room.at, end), bytes, at }
      offered = { json: '', bytes, at }
      return offered
    },
  }

  /** The chunk with the oldest event. */
  function oldest(): Chunk | undefined {
    while (packed > 0) {
      const [chunk] = chunks
      if (chunk === undefined || chunk.next < chunk.ends.length) return chunk
      chunks.shift()
    }
    return undefined
  }

  function* all() {
    yield* back
    for (const chunk of chunks)
      for (let i = chunk.next; i < chunk.ends.length; i++) yield read(chunk, i, true)
  }

  return {
    room,
    waiting: {
      get length() {
        return back.length + packed
      },
      get 0() {
        const [first] = back
        const chunk = first ? undefined : oldest()
        return chunk ? read(chunk, chunk.next, false) : first
      },
      [Symbol.iterator]: all,
    },
    heldBytes: () => held,
    enter(entry) {
      const { json, bytes, at } = entry
      if (held + bytes > maxBytes) return false
      if (entry !== offered) {
        makeRoom(bytes)
        last.bytes.write(json, used)
      }
      offered = undefined
      used += bytes
      last.ends.push(used)
      last.times.push(at)
      held += bytes
      packed++
      return true
    },
    cut(most, limit, least) {
      const cut: Entry[] = []
      let size = 0
      /** Whether there may be room for the next one. */
      const add = (entry: Entry) => {
        size += entry.bytes + 1
        if (cut.length >= most || (size > limit && cut.length >= least)) return false
        cut.push(entry)
        return true
      }
      const isFull = !back.every(add)
      back = back.slice(cut.length)
      for (let chunk = isFull ? undefined : oldest(); chunk; chunk = oldest()) {
        if (!add(read(chunk, chunk.next, limit < Infinity))) break
        chunk.next++
        packed--
      }
      return cut
    },
    putBack(cut) {
      back = [...cut, ...back]
    },
    free(cut) {
      for (const { bytes } of cut) held -= bytes
    },
  }
}

/** As far as there are bytes. */
export const textOf = (bytes: Uint8Array, from: number, end: number): string => {
  const { buffer, byteOffset, length } = bytes
  return Buffer.from(buffer, byteOffset + from, Math.min(end, length) - from).toString()
}

/** The `i`-th event; its text only where it is wanted. */
function read({ bytes, ends, times }: Chunk, i: number, isWanted: boolean): Entry {
  const from = ends[i - 1] ?? 0
  const end = ends[i] ?? 0
  return { json: isWanted ? textOf(bytes, from, end) : '', bytes: end - from, at: times[i] ?? 0 }
}

const newChunk = (bytes: number): Chunk => ({
  bytes: Buffer.alloc(bytes),
  ends: [],
  times: [],
  next: 0,
})
