/**
 * Erases a session or a person everywhere. Promises: a request is on disk before it is answered, and goes on
 * after a crash. In each sink it runs once the sink has everything that was accepted before the request, so
 * that nothing of it can arrive later, and once the cursor is durable, so that no crash sends it again. It is
 * finished when the log has freed the records too; what was asked for is removed from the receipt then.
 */

import { MINUTE, SECOND } from '@hushlog/base'
import { ulid } from 'ulid'
import type { DeadLetters } from '../delivery/dead-letters.js'
import type { SinkTask } from '../delivery/tasks.js'
import type { Log } from '../log/log.js'
import { describeError } from '../runtime/describe-error.js'
import type { Logger } from '../runtime/logger.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { Job, Scheduler } from '../runtime/scheduler.js'
import type { Selector, Sink } from '../sinks/sink.js'
import {
  type Erasure,
  type ErasurePart,
  isErasureFinished,
  isPendingInSinks,
  newPart,
  withoutValues,
} from './erasure.js'
import type { JobFiles } from './job-files.js'
import { SINK_TASK_LIMIT } from './sink-task-limit.js'

/** Milliseconds that removing the bytes of what was erased may take in one sink. */
const EXPUNGE_LIMIT = 5 * MINUTE
/** Milliseconds between two checks of whether the log has freed the records. */
const LOG_CHECK = SECOND

export interface ErasuresOptions {
  readonly jobs: JobFiles<Erasure>
  readonly log: Log
  readonly sinks: readonly Sink[]
  readonly deadLetters: DeadLetters
  /** Runs a task in the loop of a sink. */
  readonly addTask: (sink: string, task: SinkTask) => void
  readonly scheduler: Scheduler
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
  readonly logger: Pick<Logger, 'info' | 'warn'>
  /** Is called with the number of records that were removed from a sink. */
  readonly erased: (sink: string, records: number) => void
}

export interface Erasures {
  /** Goes on with what a stop or a crash left unfinished. */
  start(): Promise<void>
  /** Resolves when the request is on disk. */
  request(selector: Selector): Promise<Erasure>
  /** Returns an erasure as it is on disk: a crash cannot take back what this has shown. */
  read(id: string): Promise<Erasure | undefined>
  /**
   * Makes the erasures that are not finished run again in a sink that may get records of the log which were
   * erased from it before. Resolves when this is on disk.
   */
  repeatIn(sink: string): Promise<void>
  /** Returns the erasures of a tenant, newest first, at most `limit`. */
  list(tenantId: string, limit: number): Promise<readonly Erasure[]>
  /** Counts erasures that are not finished. */
  pending(): number
  /** Says whether an event is being erased, so that it must not be sent again. */
  isErased(tenantId: string, fields: Readonly<Record<string, unknown>>): boolean
  /**
   * Removes the receipts of finished erasures that were requested before a time.
   *
   * @param before milliseconds since the epoch
   * @returns how many were removed
   */
  prune(before: number): Promise<number>
  /** Resolves when nothing is being written any more. The scheduler must have stopped. */
  close(): Promise<void>
}

export function createErasures(options: ErasuresOptions): Erasures {
  const { jobs, log, sinks, deadLetters, scheduler, logger, now } = options
  const unfinished = new Map<string, Erasure>()
  let finishing: Job | undefined
  const closing = new AbortController()
  /** Holds what runs beside the loops of the sinks. */
  const background = new Set<Promise<void>>()

  const time = () => new Date(now()).toISOString()
  const isConfigured = (sink: string) => sinks.some(({ name }) => name === sink)

  async function setPart(id: string, sink: string, part: ErasurePart): Promise<void> {
    const erasure = unfinished.get(id)
    if (erasure === undefined) return
    const next = { ...erasure, parts: { ...erasure.parts, [sink]: part } }
    unfinished.set(id, next)
    await jobs.save(next)
  }

  /** Removes the bytes of what was erased, which takes too long for the loop of the sink to wait for. */
  function expungeLater(id: string, sink: Sink, touched: readonly string[]): void {
    const running = expunge(id, sink, touched)
      .catch((thrown: unknown) => {
        // The erasure stays pending, and goes on after the next start.
        logger.warn(
          { erasure: id, sink: sink.name, ...describeError(thrown) },
          'an erasure could not be stored',
        )
      })
      .finally(() => background.delete(running))
    background.add(running)
  }

  async function expunge(id: string, sink: Sink, touched: readonly string[]): Promise<void> {
    let expunged = false
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(EXPUNGE_LIMIT)])
      expunged = (await sink.expunge?.(touched, signal)) ?? false
    } catch (thrown) {
      if (closing.signal.aborted) return
      logger.warn(
        { erasure: id, sink: sink.name, ...describeError(thrown) },
        'bytes of what was erased stay in a sink until it merges them',
      )
    }
    const part = unfinished.get(id)?.parts[sink.name]
    if (closing.signal.aborted || part?.touched === undefined) return
    const { touched: _, ...rest } = part
    await setPart(id, sink.name, { ...rest, state: 'done', expunged, at: time() })
    void finishing?.now()
  }

  async function eraseIn(id: string, sink: Sink, signal: AbortSignal): Promise<void> {
    const erasure = unfinished.get(id)
    const before = erasure?.parts[sink.name]
    if (erasure === undefined || before?.state !== 'pending') return
    if (before.touched !== undefined) return expungeLater(id, sink, before.touched)
    const part = { ...before, at: time(), attempts: before.attempts + 1 }
    await setPart(id, sink.name, part)
    // Before anything is erased: a commit that a crash undoes would send erased records again.
    await log.flush()
    const dead_letters = part.dead_letters + (await deadLetters.erase(sink.name, erasure.selector))
    if (sink.erase === undefined) {
      await setPart(id, sink.name, { ...part, state: 'unsupported', dead_letters, at: time() })
      logger.warn({ erasure: id, sink: sink.name }, 'this sink cannot erase: its records stay')
    } else {
      const { touched = [], ...count } = await sink.erase(erasure.selector, signal)
      const isLeft = touched.length > 0 && sink.expunge !== undefined
      const erased = { ...part, ...count, dead_letters, at: time() }
      await setPart(id, sink.name, isLeft ? { ...erased, touched } : { ...erased, state: 'done' })
      options.erased(sink.name, count.records + dead_letters)
      logger.info({ erasure: id, sink: sink.name, ...count, dead_letters }, 'erased in a sink')
      if (isLeft) return expungeLater(id, sink, touched)
    }
    // This may have been the last sink.
    void finishing?.now()
  }

  /** @param only the one sink to erase in; the default is every sink */
  function addTasks(erasure: Erasure, only?: string): void {
    for (const sink of sinks) {
      if (only !== undefined && sink.name !== only) continue
      if (erasure.parts[sink.name]?.state !== 'pending') continue
      options.addTask(sink.name, {
        kind: 'erase',
        // Nothing of an old log can come from one that was made anew.
        after: erasure.log === log.id ? erasure.head : 0,
        timeLimit: SINK_TASK_LIMIT,
        run: (signal) => eraseIn(erasure.id, sink, signal),
      })
    }
  }

  function isFreed({ log: logId, head }: Erasure): boolean {
    const oldest = log.scan(1, { records: 1, bytes: 0 })
    return logId !== log.id || oldest === undefined || oldest.range.from > head
  }

  /** Finishes the erasures that are done in all sinks and whose records the log has freed. */
  async function finish(signal: AbortSignal): Promise<void> {
    if (unfinished.size === 0) return
    await log.trim(now())
    const ready = [...unfinished.values()].filter((erasure) => isFreed(erasure) && !isPendingInSinks(erasure))
    if (ready.length === 0) return
    await log.scrub(signal)
    for (const erasure of ready) {
      for (const sink of await deadLetters.sinks())
        if (!isConfigured(sink)) await deadLetters.erase(sink, erasure.selector)
      await jobs.save(withoutValues({ ...erasure, logFreed: true, finishedAt: time() }))
      unfinished.delete(erasure.id)
      logger.info({ erasure: erasure.id }, 'an erasure is finished')
      const rows = Object.values(erasure.parts).reduce((sum, one) => sum + one.records + one.dead_letters, 0)
      const { tenantId: tenant } = erasure.selector
      logger.info({ action: 'erased', who: 'system', tenant, erasure: erasure.id, rows }, 'audit')
    }
  }

  /** Takes up an erasure that is on disk; a sink that was added meanwhile may get what the log still has. */
  function resume(erasure: Erasure): void {
    const added = sinks.filter(({ name }) => erasure.parts[name] === undefined)
    const parts = { ...erasure.parts, ...Object.fromEntries(added.map(({ name }) => [name, newPart])) }
    const resumed = { ...erasure, parts }
    unfinished.set(erasure.id, resumed)
    for (const [sink, { state }] of Object.entries(parts))
      if (state === 'pending' && !isConfigured(sink))
        logger.warn({ erasure: erasure.id, sink }, 'an erasure waits for a sink that is not configured')
    addTasks(resumed)
  }

  /**
   * An erasure that is done everywhere may be finished, and shown so, before it is known here: it does not
   * count.
   */
  function findPending(selector: Selector): Erasure | undefined {
    const { head } = log.stats()
    return [...unfinished.values()].find(
      (erasure) =>
        erasure.log === log.id &&
        erasure.head === head &&
        isPendingInSinks(erasure) &&
        isSameSelector(erasure.selector, selector),
    )
  }

  return {
    async start() {
      // Such a file would name a session or a person of a request that was never answered.
      await jobs.removeIncomplete()
      for await (const erasure of jobs.readAll()) if (!isErasureFinished(erasure)) resume(erasure)
      finishing = scheduler.schedule({ name: 'erasures', every: LOG_CHECK, retry: RETRY_LIMITS, run: finish })
    },
    async request(selector) {
      const pending = findPending(selector)
      if (pending !== undefined) return pending
      const erasure: Erasure = {
        id: ulid(now()),
        requestedAt: time(),
        selector,
        log: log.id,
        head: log.stats().head,
        finishedAt: undefined,
        logFreed: false,
        parts: Object.fromEntries(sinks.map(({ name }) => [name, newPart])),
      }
      await jobs.save(erasure)
      unfinished.set(erasure.id, erasure)
      logger.info(
        { erasure: erasure.id, tenant: selector.tenantId, field: selector.field },
        'erasure requested',
      )
      addTasks(erasure)
      return erasure
    },
    read: jobs.read,
    async repeatIn(sink) {
      for (const { id, parts } of [...unfinished.values()]) {
        const part = parts[sink]
        if (part?.state !== 'done') continue
        await setPart(id, sink, { ...part, state: 'pending' })
        const repeated = unfinished.get(id)
        if (repeated !== undefined) addTasks(repeated, sink)
      }
    },
    async list(tenantId, limit) {
      const found: Erasure[] = []
      for await (const erasure of jobs.readAll()) {
        if (found.length === limit) break
        if (erasure.selector.tenantId === tenantId) found.push(erasure)
      }
      return found
    },
    pending: () => unfinished.size,
    isErased: (tenantId, fields) =>
      [...unfinished.values()].some(
        ({ selector }) =>
          selector.tenantId === tenantId && selector.values.some((value) => fields[selector.field] === value),
      ),
    prune: (before) => jobs.prune(before, isErasureFinished),
    async close() {
      closing.abort()
      await Promise.all(background)
      await jobs.flush()
    },
  }
}

const isSameSelector = (a: Selector, b: Selector): boolean =>
  a.tenantId === b.tenantId && a.field === b.field && a.values.join('\n') === b.values.join('\n')
