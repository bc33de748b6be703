/**
 * The fast path of the Node SDK: an event that leaves unchanged is checked and written in one step, as bytes, to where it
 * waits. There is no object and no text of it. The slow path takes every other event.
 */
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import type { FastPath, TrackedEvent } from '@hushlog/sdk-core'
import { type UlidSource, writeCounter } from '../ulid.js'
import type { EventBuffer } from './event-buffer.js'
import { createEventWriter } from './event-writer.js'

/**
 * @param clientContext fields of `context` that every event has
 * @param ulids the source of the platform's ids
 * @returns undefined when a rule in the options cannot be used: the sanitizer then drops each event and says why
 */
export function createFastPath(
  options: SanitizeOptions,
  clientContext: Readonly<Record<string, string>>,
  buffer: EventBuffer,
  ulids: UlidSource,
): FastPath | undefined {
  const write = tryCreateWriter(options, clientContext)
  if (write === undefined) return undefined
  const idTail = new Uint8Array(3)
  let formatted: number | undefined
  let ts = ''

  /** Returns where the event ends in the buffer, or its fields when the slow path has to encode it. */
  function writeEvent({ type, fields, envelope }: TrackedEvent): number | object | undefined {
    const { at, session_id, trace_id, ticket_id, user } = envelope
    try {
      // Formatting a time costs more than the rest of the envelope, and events come in bursts.
      if (at !== formatted) ts = new Date(at).toISOString()
      formatted = at
      writeCounter(idTail, ulids.next(at))
      const idHead = ulids.prefix
      return write?.(buffer, type, fields, { idHead, idTail, ts, session_id, trace_id, ticket_id, user })
    } finally {
      buffer.close()
    }
  }

  return (event) => {
    if (event.envelope.end_id !== undefined || !buffer.open()) return undefined
    const written = writeEvent(event)
    if (typeof written === 'number') return buffer.entry(written, event.envelope.at)
    event.fields = written
    return undefined
  }
}

function tryCreateWriter(options: SanitizeOptions, clientContext: Readonly<Record<string, string>>) {
  try {
    return createEventWriter(options, clientContext)
  } catch {
    return undefined
  }
}
