/**
 * Events do not outlive what their tenant, or the sink, says: at the start and once a day each sink that has no
 * expiry of its own removes what is older, by the time of the event, and so do its dead letters. What was finished
 * long ago, receipts of erasures and replays, goes too.
 */
import type { DeadLetters } from '../delivery/dead-letters.js'
import type { SinkTask } from '../delivery/tasks.js'
import { describeError } from '../runtime/describe-error.js'
import type { Sink } from '../sinks/sink.js'

const DAY = 86_400_000
/** Who asked for an erasure may have to show that it was done; a receipt says of whom no more by then. */
export const ERASURE_RECEIPT_DAYS = 400
export const REPLAY_DAYS = 30
/** Milliseconds of one try in one sink. */
const TRY_LIMIT = 60 * 60_000

export interface RetentionTenant {
  readonly id: string
  readonly retentionDays: number
}

export interface RetentionOptions {
  readonly sinks: readonly Sink[]
  /** By name of the sink: what it keeps, whatever the tenants say; undefined is what each tenant says. */
  readonly sinkDays: ReadonlyMap<string, number | undefined>
  readonly deadLetters: Pick<DeadLetters, 'expire'>
  /** What is kept for some days after it was asked for, and longer only while it is not finished. */
  readonly finished: readonly {
    readonly what: string
    readonly days: number
    prune(before: number): Promise<number>
  }[]
  /** Runs a task in a sink's loop; undefined when there is no such sink. */
  readonly task: (sink: string, task: SinkTask) => (() => void) | undefined
  readonly now: () => number
  readonly logger: {
    info(fields: Readonly<Record<string, unknown>>, message: string): void
    warn(fields: Readonly<Record<string, unknown>>, message: string): void
  }
  readonly removed: (sink: string, records: number) => void
}

export interface Retention {
  setTenants(tenants: readonly RetentionTenant[]): void
  start(): void
  stop(): void
}

export function createRetention(options: RetentionOptions): Retention {
  const { sinks, sinkDays, now, logger } = options
  let tenants: readonly RetentionTenant[] = []
  let timer: NodeJS.Timeout | undefined
  /** A day's task that still waits for a sick sink is not joined by the next day's. */
  const waiting = new Set<string>()

  async function expireIn(sink: Sink, signal: AbortSignal): Promise<void> {
    for (const { id, retentionDays } of tenants) {
      signal.throwIfAborted()
      const days = sinkDays.get(sink.name) ?? retentionDays
      const before = now() - days * DAY
      const letters = await options.deadLetters.expire(sink.name, id, before)
      const { records, objects } = (await sink.expire?.(id, before, signal)) ?? { records: 0 }
      if (records + letters === 0) continue
      options.removed(sink.name, records + letters)
      logger.info({ sink: sink.name, tenant: id, days, records, objects, dead_letters: letters }, 'expired')
    }
    waiting.delete(sink.name)
  }

  async function prune({ what, days, prune: remove }: RetentionOptions['finished'][number]): Promise<void> {
    try {
      const removed = await remove(now() - days * DAY)
      if (removed > 0) logger.info({ what, removed, days }, 'pruned')
    } catch (thrown) {
      // Tomorrow again.
      logger.warn({ what, ...describeError(thrown) }, 'could not prune')
    }
  }

  function run(): void {
    for (const one of options.finished) void prune(one)
    for (const sink of sinks) {
      if (waiting.has(sink.name)) continue
      waiting.add(sink.name)
      options.task(sink.name, {
        kind: 'expire',
        after: 0,
        timeout: TRY_LIMIT,
        run: (signal) => expireIn(sink, signal),
      })
    }
  }

  return {
    setTenants(next) {
      tenants = next
    },
    start() {
      run()
      timer = setInterval(run, DAY)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}
