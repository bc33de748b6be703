/**
 * Runs what the collector does by time: jobs that repeat, and jobs that run once some time after something
 * happened.
 *
 * Invariants:
 *  - A job never runs twice at the same time.
 *  - A job that fails is reported to one handler and runs again at its next time.
 *  - No job keeps alive a process that would otherwise end.
 */
import { type BackOffLimits, backOff } from '@hushlog/base'
import { type Clock, systemClock } from './clock.js'

export interface JobOptions {
  /** Names the job in logs. */
  readonly name: string
  /** @param signal aborts when the job is stopped */
  run(signal: AbortSignal): Promise<void> | void
  /**
   * Sets the milliseconds between the end of one run and the beginning of the next. Without it, a run sets
   * the next one by `after`.
   */
  readonly every?: number
  /**
   * Sets the milliseconds until the first run. The default is `every`; without either, the job waits for
   * `after` or `now`.
   */
  readonly first?: number
  /** Sets how long to wait after a failure, when this differs from `every`. */
  readonly retry?: BackOffLimits
}

export interface Job {
  /**
   * Sets when the job runs next, in place of the time that was set before. During a run the wait counts from
   * its end.
   */
  after(ms: number): void
  /** Runs the job at once, or joins the run that is under way. It never rejects. */
  now(): Promise<void>
  /** Ends the job; resolves when it no longer runs. */
  stop(): Promise<void>
}

export interface Scheduler {
  schedule(options: JobOptions): Job
  /** Ends all jobs; resolves when none runs any more. */
  stop(): Promise<void>
}

export interface SchedulerOptions {
  readonly clock?: Clock
  /** Returns at least 0 and less than 1. */
  readonly random?: () => number
  /** Receives what a job throws. The error's message may quote data, so that it must not be logged. */
  readonly onError: (job: string, thrown: unknown) => void
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock = systemClock, random = Math.random, onError } = options
  const jobs = new Set<Job>()

  function schedule({ name, run, every, first = every, retry }: JobOptions): Job {
    const stopped = new AbortController()
    let running: Promise<void> | undefined
    let cancelTimer: (() => void) | undefined
    /** Milliseconds to wait after the run that is under way. */
    let wait: number | undefined
    let failures = 0

    function setTimer(ms: number): void {
      cancelTimer?.()
      if (!stopped.signal.aborted) cancelTimer = clock.setTimer(() => void job.now(), ms, { unref: true })
    }

    async function runOnce(): Promise<void> {
      cancelTimer?.()
      wait = every
      try {
        await run(stopped.signal)
        failures = 0
      } catch (thrown) {
        if (!stopped.signal.aborted) onError(name, thrown)
        if (retry !== undefined) wait = backOff(failures++, random(), retry)
      }
    }

    function setNextRun(): void {
      running = undefined
      if (wait !== undefined) setTimer(wait)
    }

    const job: Job = {
      after(ms) {
        if (running === undefined) setTimer(ms)
        else wait = ms
      },
      async now() {
        if (!stopped.signal.aborted) running ??= runOnce().then(setNextRun)
        await running
      },
      async stop() {
        jobs.delete(job)
        stopped.abort()
        cancelTimer?.()
        await running
      },
    }
    jobs.add(job)
    if (first !== undefined) setTimer(first)
    return job
  }

  return {
    schedule,
    async stop() {
      await Promise.all([...jobs].map((job) => job.stop()))
    },
  }
}
