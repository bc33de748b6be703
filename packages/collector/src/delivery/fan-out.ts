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
import type { DeadLetterWriter } from './dead-letters.js'
import { createFilter, type RemoveText, type SinkFilter } from './filter.js'
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
  /** Returns at least 0 and less than 1. */
  readonly random?: () => number
}

export interface FanOut {
  /** Resolves when the log knows every reader. Sinks open later, each at its own pace. */
  start(): Promise<void>
  /** Delivers what is in the log for at most `drainMs`, then closes the sinks. The rest stays in the log. */
  stop(drainMs: number): Promise<void>
  stats(): readonly SinkLedger[]
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

  return {
    async start() {
      for (const name of loops.keys()) await log.openReader(name)
      for (const reader of log.readers()) if (!loops.has(reader)) await log.dropReader(reader)
      unsubscribe = log.onAppend(() => {
        for (const loop of loops.values()) loop.notify()
      })
      if (loops.size > 0)
        scheduler.schedule({
          name: 'trim',
          every: TRIM_INTERVAL,
          run: async () => void (await log.trim(clock.now())),
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
    stats: () => [...loops.values()].map((loop) => loop.ledger()),
    addTask: (sink, task) => loops.get(sink)?.addTask(task),
  }
}
