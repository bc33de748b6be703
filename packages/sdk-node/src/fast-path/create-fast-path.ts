/**
 * Creates the fast path of the Node SDK: an event that leaves unchanged is checked and written in one step,
 * as bytes, to where it waits in the queue. There is no object and no text of it. The slow path takes every
 * other event.
 */
import type { SanitizeOptions } from '@hushlog/schema/sanitize'
import type { FastPath } from '@hushlog/sdk-core'
import { type UlidSource, writeCounter } from '../ulid.js'
import type { EventBuffer } from './event-buffer.js'
import { createEventWriter } from './event-writer.js'

/**
 * @param clientContext fields of `context` that every event has
 * @param ulids the source of the platform's ids
 * @returns undefined when a rule in the options cannot be used: the sanitizer then drops each event and says
 *   why
 */
export function createFastPath(
  options: SanitizeOptions,
  clientContext: Readonly<Record<string, string>>,
  buffer: EventBuffer,
  ulids: UlidSource,
): FastPath | undefined {
  const write = tryCreateWriter(options, clientContext)
  if (write === undefined) return undefined
  const id = { head: '', tail: new Uint8Array(3) }

  return (event) => {
    const { at, markId } = event.envelope
    if (markId !== undefined || !buffer.open()) return undefined
    let end: number | undefined
    try {
      writeCounter(id.tail, ulids.next(at))
      id.head = ulids.prefix
      end = write(buffer, id, event)
    } finally {
      buffer.close()
    }
    return end === undefined ? undefined : buffer.entry(end, at)
  }
}

function tryCreateWriter(options: SanitizeOptions, clientContext: Readonly<Record<string, string>>) {
  try {
    return createEventWriter(options, clientContext)
  } catch {
    return undefined
  }
}
