/**
 * Events on disk, so that what `track` took survives the process, even one that is killed, and is delivered by the next one.
 *
 * Invariants:
 *  - An event is in its file before `track` returns. It is not synced: it survives the process, not a loss of power.
 *  - A folder has one owner; what its owner settles is delivered or a counted drop. A crash between the collector's answer and
 *    the note of it sends an event again, under the same id, which the collector knows.
 *  - Only what the sanitizer made is ever written.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { QueueEntry, Spool } from '@hushlog/sdk-core'
import { isAbandoned, newOwnName, releasedName, TOUCH } from './owner.js'
import { createSegment, readSegment, type Segment, segmentsOf } from './segment.js'

export interface SpoolOptions {
  /** Shared by any number of processes; made when it is not there. */
  readonly folder: string
  /** Bytes on disk (256 MiB), give or take one; beyond it events are kept in memory only, and the developer is told. */
  readonly maxBytes?: number
}

const MAX_BYTES = 256 * 1024 * 1024

export function createSpool(
  { folder: root, maxBytes = MAX_BYTES }: SpoolOptions,
  warn: (message: string) => void,
): Spool {
  /** Own folders: the first is written to, the others were taken over. */
  let folders: string[] = []
  /** Where each event is that is on disk. */
  let places = new Map<QueueEntry, Segment>()
  /** Read from taken folders and not yet taken by the client. */
  let offered: { readonly segment: Segment; readonly left: readonly QueueEntry[] } | undefined
  let unread: string[] = []
  let segments = new Set<Segment>()
  let current: Segment | undefined
  let number = 0
  let take: ((left: readonly QueueEntry[]) => number) | undefined
  let timer: NodeJS.Timeout | undefined
  let warned = false

  /** Storage that fails costs nothing but what it is for. */
  function attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
      if (!warned) warn(`hushlog: the spool cannot be used (${code}); events are in memory only`)
      warned = true
    }
  }

  function makeOwn(): string {
    const own = join(root, newOwnName())
    mkdirSync(own, { recursive: true, mode: 0o700 })
    folders.unshift(own)
    return own
  }

  function writable(): Segment {
    if (current !== undefined && !current.full) return current
    if (bytesOnDisk() > maxBytes) throw Object.assign(new Error('full'), { code: 'its limit is reached' })
    const own = current === undefined ? makeOwn() : (folders[0] ?? makeOwn())
    // Padded, so that names sort by age.
    current = createSegment(join(own, String(++number).padStart(9, '0')))
    segments.add(current)
    return current
  }

  function bytesOnDisk(): number {
    let sum = 0
    for (const { bytes } of segments) sum += bytes
    return sum
  }

  function release(segment: Segment): void {
    // The one that is written to stays, unless it has grown: a file for each handful of events would cost more.
    if (segment.live > 0 || (segment === current && segment.bytes < 65_536)) return
    if (segment === current) current = undefined
    segments.delete(segment)
    segment.remove()
  }

  function takeOver(): void {
    for (const name of readdirSync(root)) {
      const folder = join(root, name)
      if (folders.includes(folder) || !isAbandoned(name, folder, Date.now())) continue
      const own = join(root, newOwnName())
      try {
        renameSync(folder, own)
      } catch {
        // Another process was faster.
        continue
      }
      const left = segmentsOf(readdirSync(own))
      if (left.length === 0) {
        rmSync(own, { recursive: true, force: true })
        continue
      }
      folders.push(own)
      unread.push(...left.map((segment) => join(own, segment)))
    }
  }

  /** One segment at a time is in memory, and the rest of it is offered again when there may be room. */
  function offer(): void {
    for (;;) {
      if (offered === undefined) {
        const path = unread.shift()
        if (path === undefined || take === undefined) return
        const { segment, left } = readSegment(path)
        segments.add(segment)
        for (const entry of left) places.set(entry, segment)
        if (left.length === 0) release(segment)
        else offered = { segment, left }
        continue
      }
      const { segment, left } = offered
      const rest = left.slice(take?.(left) ?? 0)
      offered = rest.length === 0 ? undefined : { segment, left: rest }
      if (rest.length > 0) return
    }
  }

  function look(): void {
    attempt(() => {
      const now = new Date()
      for (const folder of folders) utimesSync(folder, now, now)
    })
    attempt(takeOver)
    attempt(offer)
  }

  const spool: Spool = {
    keep(entry) {
      attempt(() => {
        const segment = writable()
        segment.append(entry)
        places.set(entry, segment)
      })
    },
    settle(entries) {
      const bySegment = new Map<Segment, QueueEntry[]>()
      for (const entry of entries) {
        const segment = places.get(entry)
        if (segment === undefined || !places.delete(entry)) continue
        const some = bySegment.get(segment)
        if (some === undefined) bySegment.set(segment, [entry])
        else some.push(entry)
      }
      for (const [segment, some] of bySegment)
        attempt(() => {
          segment.settle(some)
          release(segment)
        })
      // Room in the queue: but not in the midst of the client's own work.
      if (offered !== undefined || unread.length > 0) setImmediate(() => attempt(offer)).unref()
    },
    recover(taker) {
      take = taker
      attempt(() => mkdirSync(root, { recursive: true, mode: 0o700 }))
      look()
      timer ??= setInterval(look, TOUCH).unref()
    },
    wipe() {
      attempt(() => {
        for (const segment of segments) segment.remove()
        for (const folder of folders) rmSync(folder, { recursive: true, force: true })
      })
      folders = []
      places = new Map()
      segments = new Set()
      offered = undefined
      unread = []
      current = undefined
    },
    close(left) {
      clearInterval(timer)
      timer = undefined
      take = undefined
      attempt(() => {
        for (const segment of segments) {
          segment.close()
          if (segment.live === 0) segment.remove()
        }
        for (const folder of folders) {
          if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true })
          else renameSync(folder, join(root, releasedName()))
        }
      })
      folders = []
      return left.filter((entry) => places.has(entry)).length
    },
  }
  return spool
}
