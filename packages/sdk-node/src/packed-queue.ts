/**
 * The queue without a spool: events are bytes in chunks, one behind the other, and not an object and a text each, which the
 * garbage collector would move about and which take twice the memory. Bodies are copied from there, and what is delivered
 * makes room for what comes.
 *
 * Invariant: bytes of an event change only when it has left for good (`free`).
 */
import { type Entry, type Queue, ROOM_BYTES, type Room } from '@hushlog/sdk-core'

/** Two requests' worth of common events. What nobody has written to takes no memory. */
const CHUNK_BYTES = 512 * 1024
/** Chunks that are kept for what comes: one is written to while others are sent. */
const SPARE = 2
/** Events in a chunk at most: more than ones of a common size. */
const MOST = 4096
const WORD = Float64Array.BYTES_PER_ELEMENT
const COMMA = 0x2c
const TAIL = ']}'

export interface PackedQueue extends Queue {
  readonly room: Room & { readonly bytes: Buffer }
}

interface Chunk {
  /** Each event with a comma behind it, as a body has them. */
  readonly bytes: Buffer
  /** Where each event's comma stands, and when it was captured. Behind the bytes: a list the garbage collector would move. */
  readonly marks: Float64Array
  /** Events in it, and the first that waits. */
  count: number
  next: number
  /** Events that have left for good. */
  gone: number
}

/** An event in a chunk. */
interface Packed extends Entry {
  readonly chunk: Chunk
  readonly from: number
}

export function createPackedQueue(maxBytes: number): PackedQueue {
  let last = newChunk(CHUNK_BYTES)
  /** Oldest first; the last one is written to. */
  const chunks = [last]
  const spare: Chunk[] = []
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
  /** Of the body that was composed last. */
  let body = Buffer.alloc(0)

  function makeRoom(bytes: number): void {
    if (opened !== last && last.gone === last.count && used > 0) empty(last)
    else if (opened === last || !hasRoom(bytes)) {
      const large = bytes >= CHUNK_BYTES ? newChunk(bytes + 1) : undefined
      last = large ?? spare.pop() ?? newChunk(CHUNK_BYTES)
      chunks.push(last)
    } else if (offered === undefined) return
    used = endOf(last, last.count)
    offered = undefined
    epoch++
    if (!hasRoom(bytes)) makeRoom(bytes)
  }

  /** With its comma. */
  const hasRoom = (bytes: number): boolean => used + bytes < last.bytes.length && last.count < MOST

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
      if (chunk === undefined || chunk.next < chunk.count) return chunk
      chunks.shift()
      recycle(chunk)
    }
    return undefined
  }

  /** Where everything of it is delivered and nothing is being written. */
  function recycle(chunk: Chunk): void {
    const isIdle = chunk.gone === chunk.count && chunk !== opened && !chunks.includes(chunk)
    if (!isIdle || spare.includes(chunk) || spare.length >= SPARE || chunk.bytes.length > CHUNK_BYTES) return
    empty(chunk)
    spare.push(chunk)
  }

  function* all() {
    yield* back
    for (const chunk of chunks) for (let i = chunk.next; i < chunk.count; i++) yield read(chunk, i)
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
        return chunk ? read(chunk, chunk.next) : first
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
      mark(last, used, at)
      last.bytes[used++] = COMMA
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
        if (!add(read(chunk, chunk.next))) break
        chunk.next++
        packed--
      }
      return cut
    },
    putBack(cut) {
      back = [...cut, ...back]
    },
    free(cut) {
      for (const entry of cut) {
        held -= entry.bytes
        if (!isPacked(entry)) continue
        entry.chunk.gone++
        recycle(entry.chunk)
      }
    },
    /** What it answered before is overwritten: one request at a time. */
    compose(entries, now) {
      const head = `{"sent_at":"${new Date(now).toISOString()}","events":[`
      let size = head.length + TAIL.length
      for (const { bytes } of entries) size += bytes + 1
      if (size > body.length) body = Buffer.alloc(Math.max(size, Math.min(2 * body.length, CHUNK_BYTES)))
      let end = body.write(head)
      for (let i = 0; i < entries.length; ) {
        const first = entries[i++]
        if (first === undefined) break
        if (isPacked(first)) {
          // Events that stand behind each other are one piece.
          const { chunk, from } = first
          let to = from + first.bytes + 1
          for (let next = entries[i]; next && isPacked(next) && next.chunk === chunk && next.from === to; ) {
            to += next.bytes + 1
            next = entries[++i]
          }
          end += chunk.bytes.copy(body, end, from, to)
        } else {
          end += body.write(first.json, end)
          body[end++] = COMMA
        }
      }
      // In place of the last comma.
      if (entries.length > 0) end--
      return body.subarray(0, end + body.write(TAIL, end))
    },
  }
}

/** As far as there are bytes. */
export const textOf = (bytes: Uint8Array, from: number, end: number): string => {
  const { buffer, byteOffset, length } = bytes
  return Buffer.from(buffer, byteOffset + from, Math.min(end, length) - from).toString()
}

/** Text is made of it where somebody asks for it, which the way to the collector does not. */
const lazy: object = Object.defineProperty({}, 'json', {
  get(this: Packed) {
    return textOf(this.chunk.bytes, this.from, this.from + this.bytes)
  },
})

const isPacked = (entry: Entry): entry is Packed => 'chunk' in entry

/** The `i`-th event. */
function read(chunk: Chunk, i: number): Packed {
  const from = endOf(chunk, i)
  const entry: { -readonly [Key in keyof Packed]: Packed[Key] } = Object.create(lazy)
  entry.chunk = chunk
  entry.from = from
  entry.bytes = endOf(chunk, i + 1) - 1 - from
  entry.at = chunk.marks[2 * i + 1] ?? 0
  return entry
}

function mark(chunk: Chunk, end: number, at: number): void {
  const i = 2 * chunk.count++
  chunk.marks[i] = end
  chunk.marks[i + 1] = at
}

/** Behind the comma of the last of the first `count` events. */
const endOf = ({ marks }: Chunk, count: number): number => (count > 0 ? (marks[2 * count - 2] ?? 0) + 1 : 0)

function newChunk(least: number): Chunk {
  const size = WORD * Math.ceil(least / WORD)
  // All zero, and no memory of the machine until it is written to.
  const buffer = new ArrayBuffer(size + 2 * MOST * WORD)
  const bytes = Buffer.from(buffer, 0, size)
  return { bytes, marks: new Float64Array(buffer, size), count: 0, next: 0, gone: 0 }
}

function empty(chunk: Chunk): void {
  chunk.count = chunk.next = chunk.gone = 0
}
