/**
 * Implements the queue of a client without a spool. Events are bytes in chunks, not an object and a text each, which the garbage
 * collector would move and which take twice the memory. Request bodies are copied from the chunks, and the chunks of
 * delivered events are used again.
 *
 * Invariant: the bytes of an event change only after `settle`.
 */
import type { Queue, QueueEntry } from '@hushlog/sdk-core'
import { EVENT_ROOM, type EventBuffer } from '../fast-path/event-buffer.js'
import {
  addMark,
  CHUNK_BYTES,
  type Chunk,
  clear,
  createChunk,
  endOf,
  entryAt,
  hasRoom,
  isChunkEntry,
} from './chunk.js'
import { createBodyEncoder } from './request-body.js'

/** This many empty chunks are kept for later events: one is written to while others are sent. */
const MAX_SPARE = 2
const COMMA = 0x2c

export interface ByteQueue extends Queue {
  /** The fast path writes events into this buffer, so that they need not be copied when they are added. */
  readonly buffer: EventBuffer & { readonly bytes: Buffer }
}

/** @param maxBytes bytes of all entries, including those in flight */
export function createByteQueue(maxBytes: number): ByteQueue {
  let last = createChunk(CHUNK_BYTES)
  /** Holds the chunks with waiting events, oldest first. Events are written to the last one. */
  const chunks = [last]
  const spare: Chunk[] = []
  /** Holds entries that were put back; they are older than those in chunks. */
  let returned: QueueEntry[] = []
  /** Counts the events that wait in chunks. */
  let inChunks = 0
  /** Counts the bytes of all entries. */
  let held = 0
  /** The next event starts here in the last chunk. */
  let offset = 0
  let epoch = 0
  /** The chunk that the fast path is writing an event to. */
  let opened: Chunk | undefined
  /** The entry that was written at the end of the last chunk and is not added yet. */
  let unadded: QueueEntry | undefined

  /** Makes the last chunk one with room for an event of this many bytes. */
  function makeRoom(bytes: number): void {
    if (last !== opened && last.released === last.count && offset > 0) clear(last)
    else if (last === opened || !hasRoom(last, offset, bytes)) startChunk(bytes)
    else if (unadded === undefined) return
    // The next event overwrites whatever was written and not added.
    offset = endOf(last, last.count)
    unadded = undefined
    epoch++
    if (!hasRoom(last, offset, bytes)) makeRoom(bytes)
  }

  function startChunk(bytes: number): void {
    last = bytes >= CHUNK_BYTES ? createChunk(bytes + 1) : (spare.pop() ?? createChunk(CHUNK_BYTES))
    chunks.push(last)
  }

  const buffer = {
    bytes: last.bytes,
    at: 0,
    epoch: 0,
    open() {
      if (opened !== undefined) return false
      makeRoom(EVENT_ROOM)
      opened = last
      buffer.bytes = last.bytes
      buffer.at = offset
      buffer.epoch = epoch
      return true
    },
    close() {
      opened = undefined
    },
    entry(end: number, now: number): QueueEntry {
      const bytes = end - buffer.at
      // A getter has tracked events meanwhile, and they are in a newer chunk: this event is copied behind them.
      if (buffer.bytes !== last.bytes)
        return { json: buffer.bytes.toString('utf8', buffer.at, end), bytes, at: now }
      unadded = { json: '', bytes, at: now }
      return unadded
    },
  }

  /** Returns the chunk with the oldest waiting event, and recycles those before it. */
  function oldestChunk(): Chunk | undefined {
    while (inChunks > 0) {
      const [chunk] = chunks
      if (chunk === undefined || chunk.next < chunk.count) return chunk
      chunks.shift()
      recycle(chunk)
    }
    return undefined
  }

  /** Keeps a chunk for later events, if it is not in use any more. */
  function recycle(chunk: Chunk): void {
    const isIdle = chunk.released === chunk.count && chunk !== opened && !chunks.includes(chunk)
    const isCommon = chunk.bytes.length <= CHUNK_BYTES
    if (!isIdle || !isCommon || spare.length >= MAX_SPARE || spare.includes(chunk)) return
    clear(chunk)
    spare.push(chunk)
  }

  function* allWaiting() {
    yield* returned
    for (const chunk of chunks) for (let i = chunk.next; i < chunk.count; i++) yield entryAt(chunk, i)
  }

  function oldestEntry(): QueueEntry | undefined {
    if (returned.length > 0) return returned[0]
    const chunk = oldestChunk()
    return chunk && entryAt(chunk, chunk.next)
  }

  return {
    buffer,
    waitingEntries: {
      get length() {
        return returned.length + inChunks
      },
      get 0() {
        return oldestEntry()
      },
      [Symbol.iterator]: allWaiting,
    },
    heldBytes: () => held,
    addEntry(entry) {
      const { json, bytes, at } = entry
      if (held + bytes > maxBytes) return false
      if (entry !== unadded) {
        makeRoom(bytes)
        last.bytes.write(json, offset)
      }
      unadded = undefined
      offset += bytes
      addMark(last, offset, at)
      last.bytes[offset++] = COMMA
      held += bytes
      inChunks++
      return true
    },
    takeEntries(maxEvents, limit, minEvents) {
      const taken: QueueEntry[] = []
      let size = 0
      /** Returns false when the entry does not fit any more. */
      const fits = (entry: QueueEntry) => {
        size += entry.bytes + 1
        if (taken.length >= maxEvents || (size > limit && taken.length >= minEvents)) return false
        taken.push(entry)
        return true
      }
      const isFull = !returned.every(fits)
      returned = returned.slice(taken.length)
      for (let chunk = isFull ? undefined : oldestChunk(); chunk; chunk = oldestChunk()) {
        if (!fits(entryAt(chunk, chunk.next))) break
        chunk.next++
        inChunks--
      }
      return taken
    },
    putBack(entries) {
      returned = [...entries, ...returned]
    },
    settleEntries(entries) {
      for (const entry of entries) {
        held -= entry.bytes
        if (!isChunkEntry(entry)) continue
        entry.chunk.released++
        recycle(entry.chunk)
      }
    },
    encodeBody: createBodyEncoder(),
  }
}
