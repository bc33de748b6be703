/**
 * Runs what has to be done in a sink between two writes and never during one: erasures, retention and
 * replays. A task waits until the sink has what was in the log when the task was added. One that fails is
 * tried again after a back-off, and deliveries go on meanwhile.
 */
import { backOff } from '@hushlog/base'
import type { Clock } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import { withTimeLimit } from '../runtime/with-time-limit.js'
import type { FanOutLogger, FanOutObserver, TaskKind } from './observer.js'

export interface SinkTask {
  readonly kind: TaskKind
  /**
   * The task runs when the sink has everything up to this sequence number. Until then the sink's loop does
   * not wait for fuller batches.
   */
  readonly after: number
  /** Milliseconds that one attempt may take. */
  readonly timeLimit: number
  /** Is called again after a back-off when it rejects. */
  run(signal: AbortSignal): Promise<void>
}

export interface Tasks {
  add(task: SinkTask): void
  isEmpty(): boolean
  /** Says whether a task waits for records behind the cursor. */
  needMore(cursor: () => number): boolean
  /** Returns milliseconds until a task that failed is due, or undefined when none is. */
  dueIn(): number | undefined
  /** Runs the tasks for which the cursor is far enough. It never rejects. */
  runDue(cursor: () => number): Promise<void>
}

interface PendingTask {
  readonly task: SinkTask
  failures: number
  /** Holds milliseconds since the epoch; 0 before the first failure. */
  notBefore: number
}

export function createTasks(options: {
  readonly sink: string
  readonly clock: Clock
  readonly random: () => number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
  /** Returns the signal that aborts when the loop has to do something else; the tasks stay. */
  readonly stop: () => AbortSignal
}): Tasks {
  const { sink, clock, logger, observer } = options
  const pending = new Set<PendingTask>()

  async function run(entry: PendingTask): Promise<void> {
    const { kind, timeLimit } = entry.task
    const stop = options.stop()
    try {
      await withTimeLimit(clock, timeLimit, stop, (signal) => entry.task.run(signal))
      pending.delete(entry)
    } catch (thrown) {
      if (stop.aborted) return
      const wait = backOff(entry.failures++, options.random(), RETRY_LIMITS)
      entry.notBefore = clock.now() + wait
      observer.retry(sink, kind)
      logger.warn(
        {
          sink,
          step: kind,
          ...describeError(thrown),
          failures: entry.failures,
          wait_ms: Math.round(wait),
        },
        'a task in a sink failed',
      )
    }
  }

  return {
    add(task) {
      pending.add({ task, failures: 0, notBefore: 0 })
    },
    isEmpty: () => pending.size === 0,
    needMore: (cursor) => [...pending].some(({ task }) => task.after > cursor()),
    dueIn() {
      const times = [...pending].map(({ notBefore }) => notBefore).filter((time) => time > 0)
      return times.length === 0 ? undefined : Math.max(0, Math.min(...times) - clock.now())
    },
    async runDue(cursor) {
      for (const entry of [...pending]) {
        if (options.stop().aborted) return
        if (entry.task.after <= cursor() && entry.notBefore <= clock.now()) await run(entry)
      }
    },
  }
}
