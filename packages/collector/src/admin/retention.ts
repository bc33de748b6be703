/**
 * Removes events that are older than their tenant, or the sink, keeps them, by the time of the event: at the
 * start and once a day, in each sink that does not expire them by itself and in the dead letters of every
 * sink. Finished jobs are removed some time after their request.
 */

import { DAY } from '@hushlog/base'
import type { DeadLetters } from '../delivery/dead-letters.js'
import type { SinkTask } from '../delivery/tasks.js'
import type { Logger } from '../runtime/logger.js'
import type { Scheduler } from '../runtime/scheduler.js'
import type { Sink } from '../sinks/sink.js'
import { SINK_TASK_LIMIT } from './sink-task-limit.js'

/** A customer may have to prove that an erasure was done. A finished receipt does not say of whom. */
export const ERASURE_RECEIPT_DAYS = 400
export const REPLAY_DAYS = 30

export interface RetentionTenant {
  readonly id: string
  readonly retentionDays: number
}

/** Jobs that are kept for some days after their request, and longer only while they are not finished. */
export interface FinishedJobs {
  readonly what: string
  readonly days: number
  /**
   * @param before milliseconds since the epoch
   * @returns how many were removed
   */
  prune(before: number): Promise<number>
}

export interface RetentionOptions {
  readonly sinks: readonly Sink[]
  /**
   * By name of the sink: the days that it keeps events, whatever the tenants say. Undefined leaves it to
   * them.
   */
  readonly sinkDays: ReadonlyMap<string, number | undefined>
  readonly deadLetters: Pick<DeadLetters, 'expire'>
  readonly finishedJobs: readonly FinishedJobs[]
  /** Runs a task in the loop of a sink. */
  readonly addTask: (sink: string, task: SinkTask) => void
  readonly scheduler: Scheduler
  /** Returns milliseconds since the epoch. */
  readonly now: () => number
  readonly logger: Pick<Logger, 'info'>
  /** Is called with the number of records that were removed from a sink. */
  readonly removed: (sink: string, records: number) => void
}

export interface Retention {
  setTenants(tenants: readonly RetentionTenant[]): void
  /** Schedules the daily jobs; they end with the scheduler. */
  start(): void
}

export function createRetention(options: RetentionOptions): Retention {
  const { sinks, sinkDays, scheduler, now, logger } = options
  let tenants: readonly RetentionTenant[] = []
  /** Sinks whose task has not run yet: a sink that is down for days must not collect a task for each. */
  const waiting = new Set<string>()

  async function expireIn(sink: Sink, signal: AbortSignal): Promise<void> {
    for (const { id, retentionDays } of tenants) {
      signal.throwIfAborted()
      const days = sinkDays.get(sink.name) ?? retentionDays
      const before = now() - days * DAY
      const dead_letters = await options.deadLetters.expire(sink.name, id, before)
      const { records, objects } = (await sink.expire?.(id, before, signal)) ?? { records: 0 }
      if (records + dead_letters === 0) continue
      options.removed(sink.name, records + dead_letters)
      logger.info({ sink: sink.name, tenant: id, days, records, objects, dead_letters }, 'expired')
    }
    waiting.delete(sink.name)
  }

  function addTasks(): void {
    for (const sink of sinks) {
      if (waiting.has(sink.name)) continue
      waiting.add(sink.name)
      options.addTask(sink.name, {
        kind: 'expire',
        after: 0,
        timeLimit: SINK_TASK_LIMIT,
        run: (signal) => expireIn(sink, signal),
      })
    }
  }

  async function prune({ what, days, prune: remove }: FinishedJobs): Promise<void> {
    const removed = await remove(now() - days * DAY)
    if (removed > 0) logger.info({ what, removed, days }, 'pruned')
  }

  return {
    setTenants(next) {
      tenants = next
    },
    start() {
      const daily = (name: string, run: () => Promise<void> | void) =>
        scheduler.schedule({ name, first: 0, every: DAY, run })
      daily('retention', addTasks)
      for (const finished of options.finishedJobs) daily(`prune ${finished.what}`, () => prune(finished))
    },
  }
}
