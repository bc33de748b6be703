import { MAX_EVENT_BYTES, type QueueEntry } from '@hushlog/sdk-core'
import type { ByteBuffer } from './event-template.js'

/** Bytes that are free in a buffer for one event: enough to find that it is too large. */
export const EVENT_ROOM = MAX_EVENT_BYTES + 1024

/** Where the fast path writes an event. Bytes, offset and epoch stay the same while the buffer is open. */
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
   * @param end where the event ends; beyond the bytes when it found no room
   * @param now time of the capture
   * @returns an entry that is valid until the next call of `open`, unless it is added to the queue
   */
  entry(end: number, now: number): QueueEntry
}
