/**
 * Detaches sinks from the log and attaches them again. Each step is on disk before the next, so that after a
 * crash a sink is one or the other, and has no record twice.
 */
import type { Log } from '../log/log.js'
import type { Clock } from '../runtime/clock.js'
import { createMutex } from '../runtime/concurrency.js'
import type { AttachPoint, DetachedPosition, DetachedSinks } from './detached-sinks.js'
import type { SinkLoop } from './loop.js'
import type { FanOutLogger } from './observer.js'

/** Stands in for sinks that are all detached, so that the log is freed. No sink may have such a name. */
const NOBODY = 'hushlog:nobody'

/** Says what a detachment or an attachment did. */
export type AttachmentChange = 'changed' | 'unchanged' | 'unknown_sink'

export interface Attachments {
  /** Opens the readers of the log, and drops those of sinks that are detached or no longer configured. */
  openReaders(): Promise<void>
  detach(sink: string): Promise<AttachmentChange>
  attach(sink: string, from: AttachPoint): Promise<AttachmentChange>
  /** Attaches the sinks for which this was asked while no collector ran. */
  attachRequested(): Promise<void>
  isDetached(sink: string): boolean
  detachedSince(sink: string): string | undefined
  /** Lets the log free everything when no sink needs it. */
  beforeTrim(): Promise<void>
}

export function createAttachments(options: {
  readonly log: Log
  readonly loops: ReadonlyMap<string, SinkLoop>
  readonly detached: DetachedSinks
  /** Is called before a sink may get records of the log that were erased from it. */
  readonly beforeAttach: (sink: string) => Promise<void>
  readonly clock: Clock
  readonly logger: FanOutLogger
}): Attachments {
  const { log, loops, detached, clock, logger } = options
  const mutex = createMutex()

  const oldest = () => log.stats().head - log.stats().records + 1
  const isReader = (name: string) => log.readers().includes(name)

  function positionOf(sink: string, namesObjects: boolean): DetachedPosition {
    if (!isReader(sink)) return { log: log.id, cursor: oldest() - 1, claim: null }
    const { lagRecords } = log.readerStats(sink, clock.now())
    // The log returns the whole of a claimed range whatever the limit.
    const next = namesObjects ? log.read(sink, { records: 1, bytes: 0 }) : undefined
    return { log: log.id, cursor: log.stats().head - lagRecords, claim: next?.range ?? null }
  }

  /**
   * Decides where a sink goes on: behind what it has, and never inside a range of which it may have a part.
   *
   * @param first the oldest sequence number that the log still has
   */
  function resumeAt(
    position: DetachedPosition | null,
    first: number,
  ): Pick<DetachedPosition, 'cursor' | 'claim'> {
    if (position === null || position.log !== log.id) return { cursor: first - 1, claim: null }
    const { cursor, claim } = position
    if (claim === null) return { cursor: Math.max(cursor, first - 1), claim: null }
    if (claim.from >= first) return { cursor: claim.from - 1, claim }
    return { cursor: Math.max(claim.to, first - 1), claim: null }
  }

  async function attach(sink: string, loop: SinkLoop, from: AttachPoint): Promise<void> {
    if (from === 'oldest') await options.beforeAttach(sink)
    // What a crash left of an earlier attempt may begin elsewhere.
    await log.dropReader(sink)
    // From here on the log frees nothing that the sink may need.
    await log.openReader(sink)
    const first = oldest()
    const { head } = log.stats()
    const position = detached.get(sink)?.position ?? null
    const at = from === 'now' ? { cursor: head, claim: null } : resumeAt(position, first)
    if (at.cursor >= first) await log.commit(sink, { from: first, to: at.cursor })
    if (at.claim !== null) await log.claim(sink, at.claim)
    await log.flush()
    await detached.remove(sink)
    loop.attach(at.cursor)
    logger.info({ sink, from, lag_records: head - at.cursor }, 'a sink was attached')
  }

  return {
    async openReaders() {
      for (const [name, loop] of loops) {
        const state = detached.get(name)
        if (state === undefined) {
          if (!isReader(name)) loop.startNew()
          await log.openReader(name)
          continue
        }
        const position = state.position ?? positionOf(name, loop.namesObjects)
        if (state.position === null) await detached.set(name, { ...state, position })
        loop.startDetached(position.log === log.id ? position.cursor : log.stats().head)
        logger.warn({ sink: name, since: state.since }, 'a sink is detached: it gets no records')
      }
      for (const reader of log.readers())
        if (!loops.has(reader) || detached.get(reader) !== undefined) await log.dropReader(reader)
    },
    detach: (sink) =>
      mutex.run(async () => {
        const loop = loops.get(sink)
        if (loop === undefined) return 'unknown_sink'
        if (detached.get(sink) !== undefined) return 'unchanged'
        await loop.detach()
        const position = positionOf(sink, loop.namesObjects)
        const since = new Date(clock.now()).toISOString()
        await detached.set(sink, { since, position, attach: null })
        await log.dropReader(sink)
        loop.startDetached(position.cursor)
        const lost = log.stats().head - position.cursor
        logger.warn({ sink, records: lost }, 'a sink was detached: it no longer holds back the log')
        return 'changed'
      }),
    attach: (sink, from) =>
      mutex.run(async () => {
        const loop = loops.get(sink)
        if (loop === undefined) return 'unknown_sink'
        if (detached.get(sink) === undefined) return 'unchanged'
        await attach(sink, loop, from)
        return 'changed'
      }),
    attachRequested: () =>
      mutex.run(async () => {
        for (const [sink, loop] of loops) {
          const request = detached.get(sink)?.attach ?? null
          if (request !== null) await attach(sink, loop, request)
        }
      }),
    isDetached: (sink) => detached.get(sink) !== undefined,
    detachedSince: (sink) => detached.get(sink)?.since,
    beforeTrim: () =>
      mutex.run(async () => {
        const isNeeded = [...loops.keys()].some(isReader)
        if (isNeeded || loops.size === 0) {
          if (isReader(NOBODY)) await log.dropReader(NOBODY)
          return
        }
        await log.openReader(NOBODY)
        const { head } = log.stats()
        if (head >= oldest()) await log.commit(NOBODY, { from: oldest(), to: head })
      }),
  }
}
