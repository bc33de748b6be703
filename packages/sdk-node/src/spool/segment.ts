/**
 * A segment is a file with one event per line (time of capture, tab, JSON), beside a file with the numbers of the lines that
 * are settled. Both are only appended to, so that a killed process leaves at worst half a line, whose event was never queued.
 */
import type { QueueEntry } from '@hushlog/sdk-core'
import { builtin } from '../builtin.js'

/** A segment is removed once all its events are settled. A smaller limit would create files all the time. */
const SEGMENT_BYTES = 1024 * 1024
const EVENTS_SUFFIX = '.events'
const SETTLED_SUFFIX = '.settled'

const fs = () => builtin('node:fs')

export interface Segment {
  readonly bytes: number
  /** Counts the events that are not settled. */
  readonly unsettled: number
  readonly isFull: boolean
  /** @throws the system's error, and then the event is not stored */
  append(entry: QueueEntry): void
  /**
   * Stores an event that is not kept in memory: it can be settled once the segment has been read.
   *
   * @throws the system's error, and then the event is not stored
   */
  write(entry: QueueEntry): void
  settle(entries: readonly QueueEntry[]): void
  close(): void
  /** Deletes both files. */
  remove(): void
}

function openSegment(
  path: string,
  entries: readonly (QueueEntry | undefined)[],
  bytesBefore: number,
  isReadOnly: boolean,
): Segment {
  const lines = new Map<QueueEntry, number>()
  for (const [line, entry] of entries.entries()) if (entry !== undefined) lines.set(entry, line)
  let nextLine = entries.length
  let bytes = bytesBefore
  let unread = 0
  let events: number | undefined
  let settled: number | undefined

  const close = () => {
    for (const file of [events, settled]) if (file !== undefined) fs().closeSync(file)
    events = undefined
    settled = undefined
  }

  function write(entry: QueueEntry): void {
    events ??= fs().openSync(path + EVENTS_SUFFIX, 'a', 0o600)
    // A full disk may leave half a line. The next event completes it to a line that the pattern does not match.
    bytes += fs().writeSync(events, `${entry.at}\t${entry.json}\n`)
    nextLine++
  }

  return {
    get bytes() {
      return bytes
    },
    get unsettled() {
      return lines.size + unread
    },
    get isFull() {
      return isReadOnly || bytes >= SEGMENT_BYTES
    },
    append(entry) {
      write(entry)
      lines.set(entry, nextLine - 1)
    },
    write(entry) {
      write(entry)
      unread++
    },
    settle(settledEntries) {
      const numbers = settledEntries.flatMap((entry) => lines.get(entry) ?? [])
      for (const entry of settledEntries) lines.delete(entry)
      // A segment without unsettled events is removed as a whole.
      if (lines.size === 0 || numbers.length === 0) return
      settled ??= fs().openSync(path + SETTLED_SUFFIX, 'a', 0o600)
      fs().writeSync(settled, `${numbers.join('\n')}\n`)
    },
    close,
    remove() {
      close()
      fs().rmSync(path + EVENTS_SUFFIX, { force: true })
      fs().rmSync(path + SETTLED_SUFFIX, { force: true })
    },
  }
}

export const createSegment = (path: string): Segment => openSegment(path, [], 0, false)

function read(path: string): string {
  try {
    return fs().readFileSync(path, 'utf8')
  } catch {
    // Nothing was settled, or another client has taken the file.
    return ''
  }
}

/** Matches the time of capture and the JSON of an event. */
const LINE = /^(\d{1,15})\t(\{.*\})$/s

/** Reads a segment of another process, to which nothing is appended any more, and its unsettled events. */
export function readSegment(path: string): {
  readonly segment: Segment
  readonly unsettled: readonly QueueEntry[]
} {
  const text = read(path + EVENTS_SUFFIX)
  const settledLines = new Set(read(path + SETTLED_SUFFIX).split('\n'))
  // The part behind the last line end is empty, or a line that was never completed.
  const entries = text
    .split('\n')
    .slice(0, -1)
    .map((line, number): QueueEntry | undefined => {
      const [, at, json] = LINE.exec(line) ?? []
      if (json === undefined || settledLines.has(String(number))) return undefined
      return { json, bytes: Buffer.byteLength(json), at: Number(at) }
    })
  const unsettled = entries.flatMap((entry) => entry ?? [])
  return { segment: openSegment(path, entries, Buffer.byteLength(text), true), unsettled }
}

/** Returns the names of the segments among the files of a folder, oldest first. */
export function segmentNames(names: readonly string[]): string[] {
  return names
    .filter((name) => name.endsWith(EVENTS_SUFFIX))
    .map((name) => name.slice(0, -EVENTS_SUFFIX.length))
    .sort()
}
