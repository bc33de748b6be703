/**
 * The loop of one sink: wait for a batch worth writing, deliver it, again. It shares nothing with the other
 * loops but the log, so a dead sink delays no other. It never polls: it sleeps until an append or a timer.
 */
import type { SinkLedger } from '@hushlog/schema/reports'
import type { Log, LogBatch } from '../log/log.js'
import { type Clock, sleep } from '../runtime/clock.js'
import { createNotifier } from '../runtime/concurrency.js'
import { describeError } from '../runtime/describe-error.js'
import type { Sink } from '../sinks/sink.js'
import { type AttemptContext, attempt, GivenUpError, StoppedError } from './attempt.js'
import type { DeadLetterStore } from './dead-letters.js'
import { createDeliver } from './deliver.js'
import type { ApplyFilter } from './filter.js'
import type { FanOutLogger, FanOutObserver } from './observer.js'
import { createTasks, type SinkTask } from './tasks.js'

/** Milliseconds between two looks at a batch that still fills: appends come hundreds of times a second. */
const FILL_CHECK = 100
/** Milliseconds until a sink that does not open is asked again after records for it were given up. */
const AFTER_GIVING_UP = 5_000
const DAY = 86_400_000

export interface SinkLoop {
  /** Runs until stopped; never rejects. */
  run(): Promise<void>
  /** New records may be there. */
  notify(): void
  /** Runs it between two writes. Returns the function that takes it back, when it is not running. */
  task(task: SinkTask): () => void
  /** Write what is there without waiting for fuller batches, then end. */
  drain(): void
  /** End now; what is not delivered stays in the log. */
  abort(): void
  ledger(): SinkLedger
}

export function createLoop(options: {
  readonly log: Log
  readonly sink: Sink
  readonly filter: ApplyFilter
  readonly deadLetters: DeadLetterStore
  /** Milliseconds that a record may wait for a sink that fails. */
  readonly maxAge: number
  readonly clock: Clock
  readonly random: () => number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
  readonly onDelivered: (sink: string) => void
}): SinkLoop {
  const { log, sink, clock, observer, logger } = options
  const { policy, name } = sink
  const stop = new AbortController()
  const wake = createNotifier()
  let draining = false
  let state: SinkLedger['state'] = 'running'
  let delivered = 0
  let filtered = 0
  let dead = 0
  let expired = 0
  let carried = 0

  const context: AttemptContext = {
    sink: name,
    clock,
    random: options.random,
    logger,
    observer,
    stop: stop.signal,
    troubled(yes) {
      if (state !== 'stopped') state = yes ? 'backing_off' : 'running'
    },
  }
  const isTooOld = ({ records }: LogBatch): boolean => {
    const newest = records.at(-1)
    return newest !== undefined && clock.now() - newest.receivedAt > options.maxAge
  }
  const tasks = createTasks({ ...options, sink: name, stop: stop.signal })
  const cursor = () => log.stats().head - log.readerStats(name, clock.now()).lagRecords
  const deliver = createDeliver({ ...options, context, isTooOld })
  const read = () => log.read(name, { records: policy.records, bytes: policy.bytes })

  /** Milliseconds until the next batch should be read; undefined when nothing is there. */
  function dueIn(): number | undefined {
    const { lagRecords, lagSeconds } = log.readerStats(name, clock.now())
    if (lagRecords === 0) return undefined
    // The log does not know bytes per reader; the mean record is close enough to tell that a batch is full.
    const { bytes, records } = log.stats()
    const lagBytes = records === 0 ? 0 : (bytes / records) * lagRecords
    if (lagRecords >= policy.records || lagBytes >= policy.bytes) return 0
    const { busy } = policy
    const linger = busy !== undefined && lagRecords >= busy.records ? busy.linger : policy.linger
    return Math.max(0, linger - lagSeconds * 1000)
  }

  /** A notice, or the time is over. */
  async function noticed(within: number | undefined): Promise<void> {
    const cancel = within === undefined ? undefined : clock.setTimer(wake.notify, within)
    await wake.wait()
    cancel?.()
  }

  async function next(): Promise<LogBatch | undefined> {
    while (!stop.signal.aborted) {
      if (!tasks.isEmpty()) await tasks.runDue(cursor())
      if (stop.signal.aborted) return undefined
      const hurried = draining || (!tasks.isEmpty() && tasks.needMore(cursor()))
      const due = hurried ? 0 : dueIn()
      const batch = due === 0 ? read() : undefined
      if (batch !== undefined) return batch
      if (draining) return undefined
      if (due === undefined || due === 0) {
        await noticed(tasks.dueIn())
        continue
      }
      await sleep(clock, Math.min(due, FILL_CHECK), stop.signal)
      const left = dueIn() ?? 0
      if (left === 0 || draining) continue
      await noticed(Math.min(left, tasks.dueIn() ?? left))
    }
    return undefined
  }

  function countFiltered(records: number): void {
    filtered += records
    if (records > 0) observer.filtered(name, records)
  }

  function countExpired(records: number): void {
    if (records === 0) return
    expired += records
    observer.expired(name, records)
    logger.warn(
      { sink: name, records, max_age_days: options.maxAge / DAY },
      'RECORDS LOST TO THIS SINK: they aged out of the log while it failed',
    )
  }

  const first = (): LogBatch | undefined => log.read(name, { records: 1, bytes: 0 })

  /**
   * What waits behind a batch that was given up is not tried by itself, or a day of time limits would not free a
   * day of records. A claimed range, which is read whole whatever the limit, goes whole: part of it may be stored.
   */
  async function dropAged(): Promise<void> {
    for (let one = first(); one !== undefined && isTooOld(one); one = first()) {
      const { range, records } = (one.records.length > 1 ? one : read()) ?? one
      const fresh = records.findIndex(({ receivedAt }) => clock.now() - receivedAt <= options.maxAge)
      const aged = one.records.length > 1 || fresh === -1 ? records : records.slice(0, fresh)
      await log.commit(name, { from: range.from, to: aged.at(-1)?.sequence ?? range.to })
      const { records: wanted, unreadable } = options.filter(aged)
      const lost = wanted.length + unreadable.length
      countFiltered(aged.length - lost)
      countExpired(lost)
    }
  }

  async function open(): Promise<void> {
    const waitsTooLong = () => {
      const one = first()
      return one !== undefined && isTooOld(one)
    }
    for (;;) {
      try {
        await attempt(context, 'open', policy.timeout, (signal) => sink.open(signal), waitsTooLong)
        return
      } catch (thrown) {
        if (!(thrown instanceof GivenUpError)) throw thrown
        await dropAged()
        await sleep(clock, AFTER_GIVING_UP, stop.signal)
        if (stop.signal.aborted) throw new StoppedError()
      }
    }
  }

  async function deliverAll(): Promise<void> {
    await open()
    logger.info({ sink: name, type: sink.type }, 'sink opened')
    // At once, without lingering: a range claimed before a crash comes first and exactly as it was.
    let batch = read() ?? (await next())
    while (batch !== undefined) {
      const done = await deliver(batch)
      delivered += done.delivered
      countFiltered(done.filtered)
      dead += done.dead.length
      if (done.expired > 0) {
        countExpired(done.expired)
        await dropAged()
      }
      if (done.delivered > 0) observer.delivered(name, done.delivered)
      for (const code of new Set(done.dead))
        observer.deadLetter(name, code, done.dead.filter((other) => other === code).length)
      options.onDelivered(name)
      batch = await next()
    }
  }

  return {
    async run() {
      carried = log.readerStats(name, clock.now()).lagRecords
      try {
        await deliverAll()
      } catch (thrown) {
        if (!(thrown instanceof StoppedError))
          logger.warn({ sink: name, ...describeError(thrown) }, 'sink loop ended by a fault')
      }
      state = 'stopped'
      try {
        await sink.close()
      } catch (thrown) {
        logger.warn({ sink: name, ...describeError(thrown) }, 'sink did not close')
      }
    },
    notify: wake.notify,
    task(task) {
      const remove = tasks.add(task)
      wake.notify()
      return remove
    },
    drain() {
      draining = true
      wake.notify()
    },
    abort() {
      stop.abort()
      wake.notify()
    },
    ledger() {
      const { lagRecords, lagSeconds } = log.readerStats(name, clock.now())
      return {
        name,
        type: sink.type,
        state,
        carried,
        delivered,
        filtered,
        dead_letters: dead,
        expired,
        lag_records: lagRecords,
        lag_seconds: lagSeconds,
      }
    },
  }
}
