import { MAX_EVENT_BYTES, type QueueEntry } from '@hushlog/sdk-core'
import type { ByteBuffer } from './event-template.js'

/** A buffer has this many free bytes for an event, enough to find out that it is too large. */
export const EVENT_ROOM = MAX_EVENT_BYTES + 1024

/** The fast path writes events into this buffer. Bytes, offset and epoch stay the same while it is open. */
export interface EventBuffer extends ByteBuffer {
  /**
   * Reserves room for one event.
   *
   * @returns false while another event is being written: a getter of its fields has called the client
   */
  open(): boolean
  close(): void
  /**
   * Makes an entry of the event that was written.
   *
   * @param end the offset behind the event, which is beyond the bytes when it found no room
   * @param at time of the capture, in milliseconds since the epoch
   * @returns an entry that is valid until the next call of `open`, unless it is added to the queue
   */
  entry(end: number, at: number): QueueEntry
}
