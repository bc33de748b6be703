/**
 * What has to be done in a sink between two writes, never during one: erasing, expiring, sending again. A task
 * waits until the sink has what was in the log when it was asked for. One that fails is tried again later and
 * does not hold up deliveries meanwhile.
 */

import { backOff } from '@hushlog/base'
import type { Clock } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { FanOutLogger, FanOutObserver, TaskKind } from './observer.js'

export interface SinkTask {
  readonly kind: TaskKind
  /** Runs when the sink has everything up to this sequence; until then its loop delivers without lingering. */
  readonly after: number
  /** Time limit of one try, milliseconds. */
  readonly timeout: number
  /** Rejects: it is called again after a back-off, unless `once`. */
  run(signal: AbortSignal): Promise<void>
  /** Not tried again; whoever asked has been told. */
  readonly once?: boolean
}

export interface Tasks {
  /** Returns the function that takes the task back, when it is not running. */
  add(task: SinkTask): () => void
  /** Whether one waits for records up to a sequence behind `cursor`. */
  needMore(cursor: number): boolean
  isEmpty(): boolean
  /** Milliseconds until one that failed is due; undefined when there is none. */
  dueIn(): number | undefined
  /** Runs those that can. Never rejects. */
  runDue(cursor: number): Promise<void>
}

interface Entry {
  readonly task: SinkTask
  failures: number
  notBefore: number
}

export function createTasks(options: {
  readonly sink: string
  readonly clock: Clock
  readonly random: () => number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
  readonly stop: AbortSignal
}): Tasks {
  const { sink, clock, logger, observer, stop } = options
  const entries = new Set<Entry>()

  async function run(entry: Entry): Promise<void> {
    const limit = new AbortController()
    const cancel = clock.setTimer(
      () => limit.abort(new DOMException('time limit', 'TimeoutError')),
      entry.task.timeout,
    )
    try {
      await entry.task.run(AbortSignal.any([stop, limit.signal]))
      entries.delete(entry)
    } catch (thrown) {
      if (entry.task.once) entries.delete(entry)
      if (stop.aborted) return
      const wait = backOff(entry.failures++, options.random(), RETRY_LIMITS)
      entry.notBefore = clock.now() + wait
      observer.retry(sink, entry.task.kind)
      logger.warn(
        {
          sink,
          step: entry.task.kind,
          ...describeError(thrown),
          failures: entry.failures,
          wait_ms: Math.round(wait),
        },
        'a task in a sink failed',
      )
    } finally {
      cancel()
    }
  }

  return {
    add(task) {
      const entry: Entry = { task, failures: 0, notBefore: 0 }
      entries.add(entry)
      return () => entries.delete(entry)
    },
    needMore: (cursor) => [...entries].some(({ task }) => task.after > cursor),
    isEmpty: () => entries.size === 0,
    dueIn() {
      const times = [...entries].map(({ notBefore }) => notBefore).filter((time) => time > 0)
      return times.length === 0 ? undefined : Math.max(0, Math.min(...times) - clock.now())
    },
    async runDue(cursor) {
      for (const entry of [...entries]) {
        if (stop.aborted) return
        if (entries.has(entry) && entry.task.after <= cursor && entry.notBefore <= clock.now())
          await run(entry)
      }
    },
  }
}
