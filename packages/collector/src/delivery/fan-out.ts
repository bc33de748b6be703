/**
 * Fan-out: from the log to every sink. Promises: each sink gets every record that it is configured for, at
 * its own pace, until it is durable there or counted as a dead letter; no sink delays another; records are
 * freed from the log only behind all cursors.
 */
import type { SinkLedger } from '@hushlog/schema/reports'
import type { Log } from '../log/log.js'
import { type Clock, sleep, systemClock } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import type { Sink } from '../sinks/sink.js'
import type { DeadLetterStore } from './dead-letters.js'
import { createFilter, type RemoveText, type SinkFilter } from './filter.js'
import { createLoop, type SinkLoop } from './loop.js'
import { type FanOutLogger, type FanOutObserver, silentObserver } from './observer.js'
import type { SinkTask } from './tasks.js'

/** Milliseconds between two trims of the log. */
const TRIM_EVERY = 10_000
/** Milliseconds that loops get to end after they were aborted; a sink that ignores its signal is left behind. */
const ABORT_GRACE = 2_000

export interface FanOutOptions {
  readonly log: Log
  readonly sinks: readonly Sink[]
  /** By sink name; a sink without one gets everything. */
  readonly filters: ReadonlyMap<string, SinkFilter>
  readonly removeText: RemoveText
  readonly deadLetters: DeadLetterStore
  /** Milliseconds that a record may wait for a sink that fails; undefined is for ever. */
  readonly maxAge?: number
  readonly logger: FanOutLogger
  readonly observer?: FanOutObserver
  readonly clock?: Clock
  readonly random?: () => number
}

export interface FanOut {
  /** Resolves when every reader is known to the log; sinks open on their own time. */
  start(): Promise<void>
  /** Delivers what is there for at most `drainMs`, then closes the sinks. The rest stays in the log. */
  stop(drainMs: number): Promise<void>
  stats(): readonly SinkLedger[]
  /** Runs a task in the sink's loop; undefined when there is no such sink. */
  task(sink: string, task: SinkTask): (() => void) | undefined
  /** Calls back with the sink's name after each batch. Returns the unsubscribe function. */
  onDelivered(listener: (sink: string) => void): () => void
}

export function createFanOut(options: FanOutOptions): FanOut {
  const { log, sinks, filters, logger } = options
  const clock = options.clock ?? systemClock
  const listeners = new Set<(sink: string) => void>()
  const ended = new AbortController()
  let unsubscribe: (() => void) | undefined
  let running: Promise<unknown> = Promise.resolve()

  const loops: readonly SinkLoop[] = sinks.map((sink) =>
    createLoop({
      ...options,
      sink,
      maxAge: options.maxAge ?? Number.POSITIVE_INFINITY,
      clock,
      random: options.random ?? Math.random,
      observer: options.observer ?? silentObserver,
      filter: createFilter(filters.get(sink.name), options.removeText),
      onDelivered(name) {
        for (const listener of listeners) listener(name)
      },
    }),
  )

  async function trimRegularly(): Promise<void> {
    for (;;) {
      await sleep(clock, TRIM_EVERY, ended.signal)
      if (ended.signal.aborted) return
      try {
        await log.trim(clock.now())
      } catch (thrown) {
        logger.warn({ ...describeError(thrown) }, 'the log could not be trimmed')
      }
    }
  }

  return {
    async start() {
      for (const { name } of sinks) await log.openReader(name)
      const names = new Set(sinks.map(({ name }) => name))
      for (const reader of log.readers()) if (!names.has(reader)) await log.dropReader(reader)
      unsubscribe = log.onAppend(() => {
        for (const loop of loops) loop.notify()
      })
      const trim = sinks.length === 0 ? [] : [trimRegularly()]
      running = Promise.all([...loops.map((loop) => loop.run()), ...trim])
    },
    async stop(drainMs) {
      unsubscribe?.()
      ended.abort()
      for (const loop of loops) loop.drain()
      const done = new AbortController()
      const finished = running.then(() => done.abort())
      await Promise.race([finished, sleep(clock, drainMs, done.signal)])
      for (const loop of loops) loop.abort()
      await Promise.race([finished, sleep(clock, ABORT_GRACE, done.signal)])
      if (!done.signal.aborted) logger.warn({}, 'a sink did not stop in time')
    },
    stats: () => loops.map((loop) => loop.ledger()),
    task: (name, task) => loops[sinks.findIndex((sink) => sink.name === name)]?.task(task),
    onDelivered(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
