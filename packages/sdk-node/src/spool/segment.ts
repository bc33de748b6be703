/**
 * A file of events, one a line (time of capture, tab, JSON), and beside it the numbers of the lines that are settled. Both are
 * only appended to, so that a process that is killed leaves at worst half a line, whose event was never taken.
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import type { QueueEntry } from '@hushlog/sdk-core'

/** Removed as soon as all in it is settled, so small; but not so small that files are made all the time. */
const SEGMENT_BYTES = 1024 * 1024
const EVENTS = '.events'
const SETTLED = '.settled'

export interface Segment {
  readonly bytes: number
  /** Events that are not settled. */
  readonly live: number
  readonly full: boolean
  /** @throws the system's error; then the entry is not in it. */
  append(entry: QueueEntry): void
  settle(entries: readonly QueueEntry[]): void
  close(): void
  /** From the disk, with what is in it. */
  remove(): void
}

function create(
  path: string,
  entries: readonly (QueueEntry | undefined)[],
  bytesBefore: number,
  isFull: boolean,
): Segment {
  const lines = new Map<QueueEntry, number>()
  for (const [line, entry] of entries.entries()) if (entry !== undefined) lines.set(entry, line)
  let next = entries.length
  let bytes = bytesBefore
  let events: number | undefined
  let settled: number | undefined

  const close = () => {
    for (const file of [events, settled]) if (file !== undefined) closeSync(file)
    events = undefined
    settled = undefined
  }

  return {
    get bytes() {
      return bytes
    },
    get live() {
      return lines.size
    },
    get full() {
      return isFull || bytes >= SEGMENT_BYTES
    },
    append(entry) {
      events ??= openSync(path + EVENTS, 'a', 0o600)
      // Half a line of a full disk is ended by the next one, and is then a line that nobody reads.
      bytes += writeSync(events, `${entry.at}\t${entry.json}\n`)
      lines.set(entry, next++)
    },
    settle(done) {
      const numbers = done.flatMap((entry) => lines.get(entry) ?? [])
      for (const entry of done) lines.delete(entry)
      // What is removed as a whole need not be told apart.
      if (lines.size === 0 || numbers.length === 0) return
      settled ??= openSync(path + SETTLED, 'a', 0o600)
      writeSync(settled, `${numbers.join('\n')}\n`)
    },
    close,
    remove() {
      close()
      rmSync(path + EVENTS, { force: true })
      rmSync(path + SETTLED, { force: true })
    },
  }
}

export const createSegment = (path: string): Segment => create(path, [], 0, false)

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Nothing was settled, or someone else was here first.
    return ''
  }
}

const LINE = /^(\d{1,15})\t(\{.*\})$/s

/** What is left in a segment of another process; nothing is added to it any more. */
export function readSegment(path: string): {
  readonly segment: Segment
  readonly left: readonly QueueEntry[]
} {
  const text = read(path + EVENTS)
  const done = new Set(read(path + SETTLED).split('\n'))
  // Behind the last line end is nothing, or a line that was never finished.
  const entries = text
    .split('\n')
    .slice(0, -1)
    .map((line, number): QueueEntry | undefined => {
      const [, at, json] = LINE.exec(line) ?? []
      if (json === undefined || done.has(String(number))) return undefined
      return { json, bytes: Buffer.byteLength(json), at: Number(at) }
    })
  const left = entries.flatMap((entry) => entry ?? [])
  return { segment: create(path, entries, Buffer.byteLength(text), true), left }
}

/** Paths of the segments in a folder, the oldest first. */
export function segmentsOf(names: readonly string[]): string[] {
  return names
    .filter((name) => name.endsWith(EVENTS))
    .map((name) => name.slice(0, -EVENTS.length))
    .sort()
}
