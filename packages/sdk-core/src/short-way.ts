/**
 * The short way into the queue, where its size is no matter: an event that leaves as it came is checked and written in one step,
 * to where it stays, without an object or a text of it. All others go the long way.
 */
import type { Page, Write } from '@hushlog/schema/encode'
import { MAX_EVENT_BYTES } from './batch.js'
import { type Capture, CLIENT_REPORT } from './capture.js'
import type { Platform, Scope } from './platform.js'
import type { Entry } from './queue.js'
import { putCounter, type Ulids } from './ulid.js'

/** What one event may write before it is found to be too large. */
export const ROOM_BYTES = MAX_EVENT_BYTES + 1024

/** Where an event is written to; there is room for one of the greatest size, and while it is open the page is the same. */
export interface Room extends Page {
  /** Nothing else may be put there until it is closed. False: it is open already, further out on the stack. */
  open(): boolean
  close(): void
  /** The event that ends there. Stays only if it enters the queue next. */
  entry(end: number, now: number): Entry
}

/** Undefined when the long way says so. */
type LongWay = (now: number, event: string, given: object | undefined) => Entry | undefined

/** Events that do not leave as they came go the long way. Throws what a getter of `given` throws, or that way does. */
export type ShortWay = (
  now: number,
  event: string,
  given: object | undefined,
  capture: Capture,
  longWay: LongWay,
) => Entry | undefined

/** @param ids those of the platform */
export function createShortWay(write: Write, room: Room, scope: Platform['scope'], ids: Ulids): ShortWay {
  const idTail = new Uint8Array(4)
  let stampedAt = Number.NaN
  let ts = ''

  function writeHere(
    now: number,
    event: string,
    given: object | undefined,
    { user }: Capture,
    { session_id, trace_id, ticket_id }: Scope,
  ) {
    try {
      // Formatting a date costs more than the rest of the envelope, and events come in bursts.
      if (now !== stampedAt) ts = new Date(now).toISOString()
      stampedAt = now
      putCounter(idTail, ids.next(now))
      const idHead = ids.head
      return write(room, event, given, { idHead, idTail, ts, session_id, trace_id, ticket_id, user })
    } finally {
      room.close()
    }
  }

  return (now, event, given, capture, longWay) => {
    const around = scope()
    // Where it is open a getter has called the client again.
    if (event === CLIENT_REPORT || around.end_id || !room.open()) return longWay(now, event, given)
    const written = writeHere(now, event, given, capture, around)
    return typeof written === 'number' ? room.entry(written, now) : longWay(now, event, written)
  }
}

/** UTF-8 as text: hosts have this faster than a loop. */
export type TextOf = (bytes: Uint8Array, from: number, end: number) => string

/** For a queue of texts. */
export function createTextRoom(textOf: TextOf): Room {
  const bytes = new Uint8Array(4 * ROOM_BYTES)
  let isOpen = false
  const room = {
    bytes,
    at: 0,
    epoch: 0,
    open() {
      if (isOpen) return false
      isOpen = true
      if (room.at + ROOM_BYTES > bytes.length) {
        room.at = 0
        room.epoch++
      }
      return true
    },
    close() {
      isOpen = false
    },
    entry(end: number, now: number) {
      const from = room.at
      // Behind the bytes nothing was written, and the event is too large.
      room.at = Math.min(end, bytes.length)
      return { json: textOf(bytes, from, room.at), bytes: end - from, at: now }
    },
  }
  return room
}
