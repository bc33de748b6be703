/**
 * Keeps undelivered events on disk, so that they survive the process, also a killed one, and are delivered by the next one.
 *
 * Invariants:
 *  - An event is in its file before `track` returns. Files are not synced: an event survives the process, not a loss of power.
 *  - A folder has one owner, and what the owner settles is delivered or a counted drop. A crash between the collector's response
 *    and the note of it sends an event again, under the same id, which the collector recognizes.
 *  - An event that the queue has no room for is on disk only, in the overflow: a segment that nothing in memory refers to, and
 *    that is read when there is room.
 *  - Only sanitized events are written.
 */
import { join } from 'node:path'
import { errorCode } from '@hushlog/base'
import type { QueueEntry, Spool } from '@hushlog/sdk-core'
import { builtin } from '../builtin.js'
import { letProcessEnd } from '../timers.js'
import { isAbandoned, newFolderName, releasedFolderName, TOUCH_INTERVAL } from './owner.js'
import { createSegment, readSegment, type Segment, segmentNames } from './segment.js'

export interface SpoolOptions {
  /** A folder that any number of processes may share. It is created when it does not exist. */
  readonly folder: string
  /**
   * Limit of bytes on disk; the default is 256 MiB. Later events are in memory only, as far as the queue has room, and a
   * warning says so.
   */
  readonly maxBytes?: number
}

const MAX_BYTES = 256 * 1024 * 1024
/** The current segment is removed only from this size on, in bytes. */
const MIN_REMOVED_BYTES = 64 * 1024

const fs = () => builtin('node:fs')

/** A segment that is to be read. The one that wrote it, if this client did, is in the way until then. */
interface Unread {
  readonly path: string
  readonly written?: Segment
}

export function createSpool(
  { folder: root, maxBytes = MAX_BYTES }: SpoolOptions,
  warn: (message: string) => void,
): Spool {
  /** The client's own folders. Events are written to the first one; the others were taken over. */
  let folders: string[] = []
  /** The folder that the overflow is written to. */
  let ownFolder: string | undefined
  /** Maps each event on disk to its segment. */
  let segmentByEntry = new Map<QueueEntry, Segment>()
  /** Events of one segment that the client has no room for yet. */
  let offered: readonly QueueEntry[] = []
  /** Whether they were in the overflow, and not in a taken folder. */
  let isOwnOffered = false
  /** Segments of taken folders and of the overflow that are not read yet. */
  let unread: Unread[] = []
  /** The segment that events without room are written to. */
  let overflow: (Unread & { readonly written: Segment }) | undefined
  let segments = new Set<Segment>()
  /** The segment that events are written to. */
  let current: Segment | undefined
  let segmentCount = 0
  let take: Parameters<Spool['recoverEntries']>[0] | undefined
  let timer: NodeJS.Timeout | undefined
  let hasWarned = false

  /** Runs a step. When it fails, events are in memory only. */
  function attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      const code = errorCode(error) ?? 'failed'
      if (!hasWarned) warn(`hushlog: the spool cannot be used (${code}); events are in memory only`)
      hasWarned = true
    }
  }

  function createOwnFolder(): string {
    const folder = join(root, newFolderName())
    fs().mkdirSync(folder, { recursive: true, mode: 0o700 })
    folders.unshift(folder)
    return folder
  }

  /** Returns the segment to write to. */
  function currentSegment(): Segment {
    if (current !== undefined && !current.isFull) return current
    current = startSegment(() =>
      current === undefined ? createOwnFolder() : (folders[0] ?? createOwnFolder()),
    ).written
    return current
  }

  /** @throws when the limit of bytes is reached */
  function startSegment(folder: () => string) {
    if (bytesOnDisk() > maxBytes) throw Object.assign(new Error('full'), { code: 'its limit is reached' })
    // The number is padded, so that names sort by age.
    const path = join(folder(), String(++segmentCount).padStart(9, '0'))
    const written = createSegment(path)
    segments.add(written)
    return { path, written }
  }

  function overflowSegment(): Segment {
    if (overflow?.written.isFull) endOverflow()
    overflow ??= startSegment(() => {
      ownFolder ??= createOwnFolder()
      return ownFolder
    })
    return overflow.written
  }

  /** Nothing is written to the segment any more, so that it can be read. */
  function endOverflow(): void {
    if (overflow === undefined) return
    overflow.written.close()
    unread.push(overflow)
    overflow = undefined
  }

  function bytesOnDisk(): number {
    let sum = 0
    for (const { bytes } of segments) sum += bytes
    return sum
  }

  function removeIfSettled(segment: Segment): void {
    if (segment.unsettled > 0) return
    // The current segment stays while it is small: a file for each handful of events would cost more.
    if (segment === current && segment.bytes < MIN_REMOVED_BYTES) return
    if (segment === current) current = undefined
    segments.delete(segment)
    segment.remove()
  }

  /** Takes over the folders of clients that are gone. */
  function takeOver(): void {
    for (const name of fs().readdirSync(root)) {
      const folder = join(root, name)
      if (folders.includes(folder) || !isAbandoned(name, folder, Date.now())) continue
      const own = join(root, newFolderName())
      try {
        fs().renameSync(folder, own)
      } catch {
        // Another process was faster.
        continue
      }
      const names = segmentNames(fs().readdirSync(own))
      if (names.length === 0) {
        fs().rmSync(own, { recursive: true, force: true })
        continue
      }
      folders.push(own)
      unread.push(...names.map((segment) => ({ path: join(own, segment) })))
    }
  }

  /** Offers the events of taken folders and of the overflow to the client, with one segment at a time in memory, while there is room. */
  function offer(): void {
    while (offered.length > 0 || readNext()) {
      offered = offered.slice(take?.(offered, isOwnOffered) ?? 0)
      if (offered.length > 0) return
    }
  }

  /** Reads the next segment. Returns false when there is none. */
  function readNext(): boolean {
    if (take === undefined) return false
    if (unread.length === 0) endOverflow()
    const next = unread.shift()
    if (next === undefined) return false
    const { segment, unsettled } = readSegment(next.path)
    isOwnOffered = next.written !== undefined
    if (next.written) segments.delete(next.written)
    segments.add(segment)
    for (const entry of unsettled) segmentByEntry.set(entry, segment)
    offered = unsettled
    if (unsettled.length === 0) removeIfSettled(segment)
    return true
  }

  function touchAndTakeOver(): void {
    attempt(() => {
      const now = new Date()
      for (const folder of folders) fs().utimesSync(folder, now, now)
    })
    attempt(takeOver)
    attempt(offer)
  }

  const spool: Spool = {
    keepEntry(entry) {
      attempt(() => {
        const segment = currentSegment()
        segment.append(entry)
        segmentByEntry.set(entry, segment)
      })
    },
    keepForLater(entry) {
      let isStored = false
      attempt(() => {
        overflowSegment().write(entry)
        isStored = true
      })
      return isStored
    },
    settleEntries(entries) {
      const bySegment = new Map<Segment, QueueEntry[]>()
      for (const entry of entries) {
        const segment = segmentByEntry.get(entry)
        if (segment === undefined) continue
        segmentByEntry.delete(entry)
        const settled = bySegment.get(segment)
        if (settled === undefined) bySegment.set(segment, [entry])
        else settled.push(entry)
      }
      for (const [segment, settled] of bySegment)
        attempt(() => {
          segment.settle(settled)
          removeIfSettled(segment)
        })
      // The queue has room again, but the client is in the middle of its own work.
      if (offered.length > 0 || unread.length > 0 || overflow)
        letProcessEnd(setTimeout(() => attempt(offer), 0))
    },
    recoverEntries(takeEntries) {
      take = takeEntries
      attempt(() => fs().mkdirSync(root, { recursive: true, mode: 0o700 }))
      touchAndTakeOver()
      if (timer !== undefined) return
      timer = setInterval(touchAndTakeOver, TOUCH_INTERVAL)
      letProcessEnd(timer)
    },
    wipeEntries() {
      attempt(() => {
        for (const segment of segments) segment.remove()
        for (const folder of folders) fs().rmSync(folder, { recursive: true, force: true })
      })
      folders = []
      segmentByEntry = new Map()
      segments = new Set()
      offered = []
      unread = []
      overflow = undefined
      ownFolder = undefined
      current = undefined
    },
    close(entries) {
      clearInterval(timer)
      timer = undefined
      take = undefined
      attempt(() => {
        for (const segment of segments) {
          segment.close()
          if (segment.unsettled === 0) segment.remove()
        }
        for (const folder of folders) {
          if (fs().readdirSync(folder).length === 0) fs().rmSync(folder, { recursive: true })
          else fs().renameSync(folder, join(root, releasedFolderName()))
        }
      })
      folders = []
      return entries.filter((entry) => segmentByEntry.has(entry)).length
    },
  }
  return spool
}
