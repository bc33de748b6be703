/** A chunk holds events one behind the other in one piece of memory, each followed by a comma as in the body of a request. */
import type { QueueEntry } from '@hushlog/sdk-core'

/** Chunks have this many bytes, enough for two requests. The system gives them memory only where they are written to. */
export const CHUNK_BYTES = 512 * 1024
/** A chunk holds at most this many events, more than it has room for at their common size. */
const MAX_EVENTS = 4096
const WORD = Float64Array.BYTES_PER_ELEMENT

export interface Chunk {
  readonly bytes: Buffer
  /**
   * Holds two numbers for each event: the offset of its comma, and the time of its capture. They share the memory of the
   * bytes, since the garbage collector would move a list.
   */
  readonly marks: Float64Array
  /** Counts the events in the chunk. */
  count: number
  /** The index of the first event that waits. */
  next: number
  /** Counts the events that are delivered or dropped. */
  released: number
}

/** An entry whose event is in a chunk. */
export interface ChunkEntry extends QueueEntry {
  readonly chunk: Chunk
  /** The event starts at this offset of the chunk. */
  readonly start: number
}

/** @param minBytes least room for events and their commas */
export function createChunk(minBytes: number): Chunk {
  const size = WORD * Math.ceil(minBytes / WORD)
  const memory = new ArrayBuffer(size + 2 * MAX_EVENTS * WORD)
  const bytes = Buffer.from(memory, 0, size)
  return { bytes, marks: new Float64Array(memory, size), count: 0, next: 0, released: 0 }
}

export function clear(chunk: Chunk): void {
  chunk.count = chunk.next = chunk.released = 0
}

/** Returns whether an event of this many bytes and its comma fit at this offset. */
export const hasRoom = ({ bytes, count }: Chunk, offset: number, size: number): boolean =>
  offset + size < bytes.length && count < MAX_EVENTS

/** Records an event that was written, the offset of its comma and the time of its capture. */
export function addMark(chunk: Chunk, comma: number, at: number): void {
  const i = 2 * chunk.count++
  chunk.marks[i] = comma
  chunk.marks[i + 1] = at
}

/** Returns the offset behind the comma of the `count`-th event. */
export const endOf = ({ marks }: Chunk, count: number): number =>
  count > 0 ? (marks[2 * count - 2] ?? 0) + 1 : 0

/** Decodes the event only where somebody asks for its text, which sending does not. */
const prototype: object = Object.defineProperty({}, 'json', {
  get(this: ChunkEntry) {
    return this.chunk.bytes.toString('utf8', this.start, this.start + this.bytes)
  },
})

export function entryAt(chunk: Chunk, index: number): ChunkEntry {
  const start = endOf(chunk, index)
  const entry: { -readonly [Key in keyof ChunkEntry]: ChunkEntry[Key] } = Object.create(prototype)
  entry.chunk = chunk
  entry.start = start
  entry.bytes = endOf(chunk, index + 1) - 1 - start
  entry.at = chunk.marks[2 * index + 1] ?? 0
  return entry
}

export const isChunkEntry = (entry: QueueEntry): entry is ChunkEntry => 'chunk' in entry
