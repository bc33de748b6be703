/**
 * The delivery loop of one sink waits for a batch that is worth writing, delivers it, and begins again. It
 * shares nothing with the other loops but the log, so that a sink that is down delays no other. It does not
 * poll: it sleeps until records are appended or a timer ends.
 */
import { backOff, SECOND } from '@hushlog/base'
import type { SinkLedger } from '@hushlog/schema/reports'
import type { Log, LogBatch, ReaderStats } from '../log/log.js'
import { type Clock, sleep } from '../runtime/clock.js'
import { createNotifier } from '../runtime/concurrency.js'
import { describeError } from '../runtime/describe-error.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { Sink } from '../sinks/sink.js'
import { type AttemptContext, attempt, ExpiredError, StoppedError, sleepUnlessStopped } from './attempt.js'
import { createBacklog } from './backlog.js'
import { catchUp } from './catch-up.js'
import type { DeadLetterWriter } from './dead-letters.js'
import { createDeliver } from './deliver.js'
import type { ApplyFilter } from './filter.js'
import { createHealth, type LastError } from './health.js'
import { createLedger } from './ledger.js'
import type { FanOutLogger, FanOutObserver } from './observer.js'
import { createTasks, type SinkTask } from './tasks.js'

/**
 * Milliseconds between two checks of a batch that is not full yet: appends come hundreds of times a second.
 */
const FILL_CHECK = 100
/** Milliseconds until a sink that does not open is tried again after records for it expired. */
const OPEN_PAUSE = 5 * SECOND

/** Milliseconds for an attempt to end after it was aborted by a detachment. */
const DETACH_GRACE = 5 * SECOND

/** Holds what the loop knows of its sink beyond the ledger. */
export interface LoopStatus {
  readonly lastError: LastError | undefined
  /** Says since when the sink fails, in milliseconds since the epoch; undefined while it works. */
  readonly failingSince: number | undefined
}

export interface SinkLoop {
  /** Says that the sink names objects by ranges of the log, so that a range must come again as it was. */
  readonly namesObjects: boolean
  /** Runs until it is stopped. It never rejects. */
  run(): Promise<void>
  /**
   * Interrupts what the loop does for its reader. Resolves when it no longer uses it; `startDetached` or
   * `attach` must follow.
   */
  detach(): Promise<void>
  /** Says that the reader was made just now: what came before it is none of the sink's. */
  startNew(): void
  /** Runs only tasks from now on. @param cursor the sequence number up to which the sink has everything */
  startDetached(cursor: number): void
  /** Delivers again. @param cursor the sequence number behind which it begins */
  attach(cursor: number): void
  /** Wakes the loop, since the log may hold new records. */
  notify(): void
  /** Runs a task between two writes. */
  addTask(task: SinkTask): void
  /** Makes the loop write what is there without waiting for fuller batches, and end then. */
  drain(): void
  /** Makes the loop end now; what is not delivered stays in the log. */
  abort(): void
  /** Says whether the sink was opened since the start. */
  isOpen(): boolean
  ledger(): SinkLedger
  status(): LoopStatus
}

export interface LoopOptions {
  readonly log: Log
  readonly sink: Sink
  readonly filter: ApplyFilter
  readonly deadLetters: DeadLetterWriter
  /** Milliseconds that a record may wait for a sink that fails. */
  readonly maxAge: number
  readonly clock: Clock
  readonly random: () => number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
}

export function createLoop(options: LoopOptions): SinkLoop {
  const { log, sink, clock, logger } = options
  const { name } = sink
  const stop = new AbortController()
  const notifier = createNotifier()
  /** Ends with each change between delivering and being detached. */
  let phase = new AbortController()
  let current = AbortSignal.any([stop.signal, phase.signal])
  let phaseEnded: Promise<void> = Promise.resolve()
  /** Holds the sequence number up to which a detached sink has everything; undefined while it is attached. */
  let detachedAt: number | undefined
  /** Says that a detachment has begun, and that the reader may soon be gone. */
  let isDetaching = false
  /** Counts the records that the sink has missed for good, since it was detached when they came. */
  let missed = 0
  let isDraining = false
  let state: SinkLedger['state'] = 'running'
  /** Records that waited already when the loop began. */
  let lagAtStart = 0

  const ledger = createLedger({ ...options, sink: name })
  const backlog = createBacklog({ ...options, ledger })
  const health = createHealth({ sink: name, clock, logger })
  const tasks = createTasks({ ...options, sink: name, stop: () => current })
  const context: AttemptContext = {
    ...options,
    sink: name,
    health,
    get stop() {
      return current
    },
    setBackingOff(isBackingOff) {
      if (state !== 'stopped') state = isBackingOff ? 'backing_off' : 'running'
    },
  }
  const deliver = createDeliver({ ...options, context, isExpired: backlog.isExpired })

  /** Resolves when the loop is notified, or after `ms` milliseconds. */
  async function waitForNotice(ms: number | undefined): Promise<void> {
    const cancel = ms === undefined ? undefined : clock.setTimer(notifier.notify, ms)
    await notifier.wait()
    cancel?.()
  }

  /** Runs due tasks until a batch is due. Returns undefined when the loop has to end. */
  async function nextBatch(): Promise<LogBatch | undefined> {
    while (!current.aborted) {
      await tasks.runDue(backlog.cursor)
      if (current.aborted) return undefined
      const isHurried = isDraining || tasks.needMore(backlog.cursor)
      const due = isHurried ? 0 : backlog.dueIn()
      const batch = due === 0 ? await backlog.read() : undefined
      if (current.aborted) return undefined
      if (batch !== undefined) return batch
      if (isDraining) return undefined
      if (due === undefined || due === 0) {
        await waitForNotice(tasks.dueIn())
        continue
      }
      await sleep(clock, Math.min(due, FILL_CHECK), current)
      const left = backlog.dueIn() ?? 0
      if (left > 0 && !isDraining) await waitForNotice(Math.min(left, tasks.dueIn() ?? left))
    }
    return undefined
  }

  /** Opens the sink. While it does not open, records that become too old are dropped. */
  async function open(): Promise<void> {
    for (;;) {
      try {
        await attempt(context, {
          reason: 'open',
          timeLimit: sink.policy.timeout,
          run: (signal) => sink.open(signal),
          isExpired: () => !isDetaching && backlog.hasExpired(),
        })
        return
      } catch (thrown) {
        if (!(thrown instanceof ExpiredError)) throw thrown
        await backlog.dropExpired()
        await sleepUnlessStopped(context, OPEN_PAUSE)
      }
    }
  }

  let isOpen = false
  let isCaughtUp = false
  let isNewReader = false
  /** Counts faults of the loop since it last delivered a batch. */
  let faults = 0

  async function openOnce(): Promise<void> {
    if (isOpen) return
    await open()
    isOpen = true
    health.works()
    logger.info({ sink: name, type: sink.type }, 'sink opened')
  }

  async function deliverAll(): Promise<void> {
    await openOnce()
    if (!isCaughtUp) await catchUp({ ...options, cursor: backlog.cursor, isNewReader, signal: current })
    isCaughtUp = true
    // The backlog of the start is read at once, without waiting for a fuller batch.
    let batch = await backlog.read()
    if (current.aborted) return
    if (faults > 0) {
      context.setBackingOff(false)
      health.works()
    }
    batch ??= await nextBatch()
    while (batch !== undefined) {
      const delivery = await deliver(batch)
      faults = 0
      ledger.delivered(delivery.delivered)
      ledger.filtered(delivery.filtered)
      ledger.deadLetters(delivery.deadLetters)
      ledger.expired(delivery.expired)
      if (delivery.expired > 0) await backlog.dropExpired()
      batch = await nextBatch()
    }
  }

  /** Begins again after a fault that no step of the loop retries, such as a read of the log that failed. */
  async function restart(thrown: unknown): Promise<void> {
    const wait = backOff(faults++, options.random(), RETRY_LIMITS)
    context.setBackingOff(true)
    health.threw(thrown)
    options.observer.restarted(name)
    logger.warn(
      { sink: name, ...describeError(thrown), failures: faults, wait_ms: Math.round(wait) },
      'a sink loop failed and begins again',
    )
    await sleep(clock, wait, current)
  }

  /** Does what is asked of a detached sink, such as an erasure of what it has. */
  async function runTasksOnly(): Promise<void> {
    while (!current.aborted && !isDraining) {
      if (!tasks.isEmpty()) {
        await openOnce()
        await tasks.runDue(() => Number.POSITIVE_INFINITY)
      }
      if (current.aborted || isDraining) return
      await waitForNotice(tasks.dueIn())
    }
  }

  /** Delivers, or runs tasks only, until that changes. It never rejects. */
  async function runPhase(): Promise<void> {
    while (!current.aborted && !isDraining) {
      try {
        await (isDetaching ? runTasksOnly() : deliverAll())
      } catch (thrown) {
        if (thrown instanceof StoppedError) return
        await restart(thrown)
      }
    }
  }

  async function runUntilStopped(): Promise<void> {
    while (!stop.signal.aborted) {
      phase = new AbortController()
      current = AbortSignal.any([stop.signal, phase.signal])
      phaseEnded = runPhase()
      await phaseEnded
      if (isDraining) return
    }
  }

  /** Begins another phase, and waits for the end of the one that runs. */
  async function endPhase(): Promise<void> {
    const done = new AbortController()
    phase.abort()
    notifier.notify()
    void phaseEnded.then(() => done.abort())
    await sleep(clock, DETACH_GRACE, done.signal)
  }

  /** Holds the last lag that could be read, since a log that cannot be read must not hide the ledger. */
  let lag: ReaderStats = { lagRecords: 0, lagSeconds: 0 }

  function readLag(): ReaderStats {
    if (isDetaching) return { lagRecords: 0, lagSeconds: 0 }
    try {
      lag = log.readerStats(name, clock.now())
      return lag
    } catch {
      // The loop meets the same fault and reports it.
      return lag
    }
  }

  /** Counts what a detached sink misses. */
  const missedNow = () => missed + (detachedAt === undefined ? 0 : log.stats().head - detachedAt)

  return {
    namesObjects: sink.policy.claim,
    async run() {
      lagAtStart = readLag().lagRecords + missedNow()
      await runUntilStopped()
      state = 'stopped'
      health.end()
      try {
        await sink.close()
      } catch (thrown) {
        logger.warn({ sink: name, ...describeError(thrown) }, 'sink did not close')
      }
    },
    async detach() {
      isDetaching = true
      await endPhase()
    },
    startNew() {
      isNewReader = true
    },
    startDetached(cursor) {
      isDetaching = true
      detachedAt = cursor
    },
    attach(cursor) {
      missed += cursor - (detachedAt ?? cursor)
      detachedAt = undefined
      isDetaching = false
      isCaughtUp = false
      isNewReader = true
      phase.abort()
      notifier.notify()
    },
    notify: notifier.notify,
    addTask(task) {
      tasks.add(task)
      notifier.notify()
    },
    drain() {
      isDraining = true
      notifier.notify()
    },
    abort() {
      stop.abort()
      notifier.notify()
    },
    isOpen: () => isOpen,
    ledger() {
      const { lagRecords, lagSeconds } = readLag()
      return {
        name,
        type: sink.type,
        state: isDetaching && state !== 'stopped' ? 'detached' : state,
        backlog_at_start: lagAtStart,
        ...ledger.counts(),
        detached: missedNow(),
        lag_records: lagRecords,
        lag_seconds: lagSeconds,
      }
    },
    status: () => ({ lastError: health.lastError(), failingSince: health.failingSince() }),
  }
}
