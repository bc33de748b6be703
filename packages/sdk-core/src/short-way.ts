/**
 * The short way into the queue, where its size is no matter: an event that leaves as it came is checked and written in one step,
 * to where it stays, without an object or a text of it. All others go the long way.
 */
import type { Page, Write } from '@hushlog/schema/encode'
import { MAX_EVENT_BYTES } from './batch.js'
import { type Capture, CLIENT_REPORT } from './capture.js'
import type { Platform } from './platform.js'
import type { Entry } from './queue.js'
import { putCounter } from './ulid.js'

/** What one event may write before it is found to be too large. */
export const ROOM_BYTES = MAX_EVENT_BYTES + 1024

/** Where an event is written to; there is room for one of the greatest size. */
export interface Room extends Page {
  /** Nothing else may be put there until it is closed. False: it is open already, further out on the stack. */
  open(): boolean
  close(): void
  /** The event that ends there; undefined when something else came in between. Stays only if it enters the queue next. */
  entry(end: number, now: number): Entry | undefined
}

/** Undefined when the event does not leave as it came. Throws what a getter of `given` throws. */
export type ShortWay = (
  now: number,
  event: string,
  given: object | undefined,
  capture: Capture,
) => Entry | undefined

export function createShortWay(write: Write, room: Room, scope: Platform['scope']): ShortWay {
  const idTail = new Uint8Array(4)
  let stampedAt = Number.NaN
  let ts = ''
  return (now, event, given, { ids, user }) => {
    const { end_id, session_id, trace_id, ticket_id } = scope()
    // A getter may call the client again.
    if (event === CLIENT_REPORT || end_id || !room.open()) return undefined
    try {
      // Formatting a date costs more than the rest of the envelope, and events come in bursts.
      if (now !== stampedAt) ts = new Date(now).toISOString()
      stampedAt = now
      putCounter(idTail, ids.next(now))
      const idHead = ids.head
      const end = write(room, event, given, { idHead, idTail, ts, session_id, trace_id, ticket_id, user })
      return end === 0 ? undefined : room.entry(end, now)
    } finally {
      room.close()
    }
  }
}

/** UTF-8 as text: hosts have this faster than a loop. */
export type TextOf = (bytes: Uint8Array, from: number, end: number) => string

/** For a queue of texts. */
export function createTextRoom(textOf: TextOf): Room {
  const bytes = new Uint8Array(4 * ROOM_BYTES)
  let at = 0
  let epoch = 0
  let isOpen = false
  return {
    bytes,
    get at() {
      return at
    },
    get epoch() {
      return epoch
    },
    open() {
      if (isOpen) return false
      isOpen = true
      if (at + ROOM_BYTES > bytes.length) {
        at = 0
        epoch++
      }
      return true
    },
    close() {
      isOpen = false
    },
    entry(end, now) {
      const from = at
      at = end
      return { json: textOf(bytes, from, end), bytes: end - from, at: now }
    },
  }
}
