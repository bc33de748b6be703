/**
 * Creates the buffer for a queue of texts: the fast path writes bytes, and each event becomes text at once.
 */
import { EVENT_ROOM, type EventBuffer } from './event-buffer.js'

/** The buffer has room for some events, since an event is written over a copy of the one before it. */
const SIZE = 4 * EVENT_ROOM

export function createTextBuffer(): EventBuffer {
  const bytes = Buffer.alloc(SIZE)
  let isOpen = false
  const buffer = {
    bytes,
    at: 0,
    epoch: 0,
    open() {
      if (isOpen) return false
      isOpen = true
      if (buffer.at + EVENT_ROOM > bytes.length) {
        buffer.at = 0
        buffer.epoch++
      }
      return true
    },
    close() {
      isOpen = false
    },
    entry(end: number, now: number) {
      const start = buffer.at
      buffer.at = Math.min(end, bytes.length)
      return { json: bytes.toString('utf8', start, buffer.at), bytes: end - start, at: now }
    },
  }
  return buffer
}
