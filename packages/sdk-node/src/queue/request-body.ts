import type { QueueEntry } from '@hushlog/sdk-core'
import { CHUNK_BYTES, isChunkEntry } from './chunk.js'

const COMMA = 0x2c
const TAIL = ']}'

/**
 * Encodes request bodies from entries in chunks, and from entries that were never queued.
 *
 * @returns an encoder whose result is overwritten by the next one: one request at a time is in flight
 */
export function createBodyEncoder(): (entries: readonly QueueEntry[], now: number) => Buffer {
  let body = Buffer.alloc(0)

  function reserve(bytes: number): void {
    if (bytes > body.length) body = Buffer.alloc(Math.max(bytes, Math.min(2 * body.length, CHUNK_BYTES)))
  }

  return (entries, now) => {
    const head = `{"sent_at":"${new Date(now).toISOString()}","events":[`
    reserve(entries.reduce((sum, { bytes }) => sum + bytes + 1, head.length + TAIL.length))
    let end = body.write(head)
    let next = 0
    while (next < entries.length) {
      const run = adjacentFrom(entries, next)
      if (run === undefined) {
        end += body.write(entries[next]?.json ?? '', end)
        body[end++] = COMMA
        next++
      } else {
        end += run.bytes.copy(body, end, run.start, run.end)
        next += run.count
      }
    }
    // The tail replaces the last comma.
    if (entries.length > 0) end--
    return body.subarray(0, end + body.write(TAIL, end))
  }
}

/** Finds the entries that stand one behind the other in a chunk, which are copied as one piece. */
function adjacentFrom(entries: readonly QueueEntry[], from: number) {
  const first = entries[from]
  if (first === undefined || !isChunkEntry(first)) return undefined
  const { chunk, start } = first
  let end = start
  let count = 0
  for (let entry = entries[from]; entry && isChunkEntry(entry); entry = entries[from + count]) {
    if (entry.chunk !== chunk || entry.start !== end) break
    end += entry.bytes + 1
    count++
  }
  return { bytes: chunk.bytes, start, end, count }
}
