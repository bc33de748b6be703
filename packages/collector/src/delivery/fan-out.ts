/**
 * Fan-out delivers the log to every sink, with one loop and one cursor for each. Promises: each sink gets
 * every record that it is configured for, at its own pace, until the record is durable there or counted as a
 * dead letter; no sink delays another; the log frees only records that every cursor has passed.
 */
import { SECOND } from '@hushlog/base'
import type { SinkLedger } from '@hushlog/schema/reports'
import type { Log } from '../log/log.js'
import { type Clock, sleep, systemClock } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import { createScheduler } from '../runtime/scheduler.js'
import type { Sink } from '../sinks/sink.js'
import { type AttachmentChange, createAttachments } from './attachments.js'
import type { DeadLetterWriter } from './dead-letters.js'
import type { AttachPoint, DetachedSinks } from './detached-sinks.js'
import { createFilter, type RemoveText, type SinkFilter } from './filter.js'
import { createLogWatch } from './log-watch.js'
import { createLoop } from './loop.js'
import { type FanOutLogger, type FanOutObserver, silentObserver } from './observer.js'
import type { SinkTask } from './tasks.js'

/** The log is trimmed every so many milliseconds. */
const TRIM_INTERVAL = 10 * SECOND
/** Milliseconds for loops to end after they were aborted. A sink that ignores its signal is left behind. */
const ABORT_GRACE = 2 * SECOND

export interface FanOutOptions {
  readonly log: Log
  readonly sinks: readonly Sink[]
  /** The filters by name of their sink; a sink without one gets everything. */
  readonly filters: ReadonlyMap<string, SinkFilter>
  readonly removeText: RemoveText
  readonly deadLetters: DeadLetterWriter
  /** Milliseconds that a record may wait for a sink that fails. The default is without end. */
  readonly maxAge?: number
  readonly logger: FanOutLogger
  readonly observer?: FanOutObserver
  readonly clock?: Clock
  /** Remembers which sinks are detached. Without it none is, and none can be. */
  readonly detached?: DetachedSinks
  /** Is called before a sink may get records of the log that were erased from it. */
  readonly beforeAttach?: (sink: string) => Promise<void>
  /** Returns how many bytes of records the log may hold. The default is without end. */
  readonly logLimit?: () => number
  /** Returns at least 0 and less than 1. */
  readonly random?: () => number
}

/** Holds what an operator wants to know of a sink: its ledger, and whether it fills the log. */
export interface SinkStatus extends SinkLedger {
  /** Estimates the bytes of the log that the sink does not have yet, by the mean record. */
  readonly lag_bytes: number
  /** True when the log cannot free its oldest records because of this sink. */
  readonly holds_log_back: boolean
  /** Is a code of the sink or of the system. */
  readonly last_error: { readonly code: string; readonly at: string } | null
  readonly failing_since: string | null
  readonly detached_since: string | null
}

export interface FanOut {
  /** Resolves when the log knows every reader. Sinks open later, each at its own pace. */
  start(): Promise<void>
  /** Delivers what is in the log for at most `drainMs`, then closes the sinks. The rest stays in the log. */
  stop(drainMs: number): Promise<void>
  stats(): readonly SinkLedger[]
  status(): readonly SinkStatus[]
  /** Lets the log go on without a sink, until it is attached again. Resolves when this is on disk. */
  detach(sink: string): Promise<AttachmentChange>
  /** Delivers to a detached sink again. Resolves when this is on disk. */
  attach(sink: string, from: AttachPoint): Promise<AttachmentChange>
  /** Attaches the sinks for which this was asked while no collector ran. */
  attachRequested(): Promise<void>
  /** Says whether a sink was opened since the start. */
  isOpen(sink: string): boolean
  /** Runs a task in the loop of a sink. Without such a sink it does nothing. */
  addTask(sink: string, task: SinkTask): void
}

export function createFanOut(options: FanOutOptions): FanOut {
  const { log, sinks, filters, logger } = options
  const clock = options.clock ?? systemClock
  const scheduler = createScheduler({
    clock,
    onError: (_job, thrown) => logger.warn({ ...describeError(thrown) }, 'the log could not be trimmed'),
  })
  let unsubscribe: (() => void) | undefined
  let running: Promise<unknown> = Promise.resolve()

  const loops = new Map(
    sinks.map((sink) => {
      const loop = createLoop({
        ...options,
        sink,
        maxAge: options.maxAge ?? Number.POSITIVE_INFINITY,
        clock,
        random: options.random ?? Math.random,
        observer: options.observer ?? silentObserver,
        filter: createFilter(filters.get(sink.name), options.removeText),
      })
      return [sink.name, loop]
    }),
  )

  const attachments = createAttachments({
    log,
    loops,
    detached: options.detached ?? nothingDetached,
    beforeAttach: options.beforeAttach ?? (async () => undefined),
    clock,
    logger,
  })

  function status(): readonly SinkStatus[] {
    const { bytes, records } = log.stats()
    const meanBytes = records === 0 ? 0 : bytes / records
    const all = [...loops.values()].map((loop) => ({ loop, ledger: loop.ledger() }))
    const longest = Math.max(1, ...all.map(({ ledger }) => ledger.lag_records))
    return all.map(({ loop, ledger }) => {
      const { lastError, failingSince } = loop.status()
      return {
        ...ledger,
        lag_bytes: Math.round(ledger.lag_records * meanBytes),
        holds_log_back: ledger.lag_records === longest,
        last_error: lastError === undefined ? null : { code: lastError.code, at: formatTime(lastError.at) },
        failing_since: failingSince === undefined ? null : formatTime(failingSince),
        detached_since: attachments.detachedSince(ledger.name) ?? null,
      }
    })
  }

  const watchLog = createLogWatch({
    log,
    limitBytes: options.logLimit ?? (() => Number.POSITIVE_INFINITY),
    sinks: status,
    logger,
  })

  async function trim(): Promise<void> {
    await attachments.beforeTrim()
    await log.trim(clock.now())
    watchLog()
  }

  return {
    async start() {
      await attachments.openReaders()
      unsubscribe = log.onAppend(() => {
        for (const loop of loops.values()) loop.notify()
      })
      if (loops.size > 0)
        scheduler.schedule({
          name: 'trim',
          every: TRIM_INTERVAL,
          run: trim,
        })
      running = Promise.all([...loops.values()].map((loop) => loop.run()))
    },
    async stop(drainMs) {
      unsubscribe?.()
      for (const loop of loops.values()) loop.drain()
      const done = new AbortController()
      const finished = Promise.all([running, scheduler.stop()]).then(() => done.abort())
      await Promise.race([finished, sleep(clock, drainMs, done.signal)])
      for (const loop of loops.values()) loop.abort()
      await Promise.race([finished, sleep(clock, ABORT_GRACE, done.signal)])
      if (!done.signal.aborted) logger.warn({}, 'a sink did not stop in time')
    },
    isOpen: (sink) => loops.get(sink)?.isOpen() ?? false,
    stats: () => [...loops.values()].map((loop) => loop.ledger()),
    status,
    detach: attachments.detach,
    attach: attachments.attach,
    attachRequested: attachments.attachRequested,
    addTask: (sink, task) => loops.get(sink)?.addTask(task),
  }
}

const formatTime = (time: number): string => new Date(time).toISOString()

const nothingDetached: DetachedSinks = {
  get: () => undefined,
  names: () => [],
  set: () => Promise.reject(new Error('there is no place to remember a detached sink')),
  remove: async () => undefined,
}
