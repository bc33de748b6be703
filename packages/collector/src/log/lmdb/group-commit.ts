/**
 * Group commit: everything that is added while one transaction is being flushed goes into the next one together, up to
 * what takes a few milliseconds.
 *
 * Invariants:
 *  - There is one transaction at a time; what is held in memory (state, readers) changes only after its
 *    commit.
 *  - A transaction is a child transaction of lmdb-js, so that an error inside undoes all of it; a plain one
 *    would commit what was written before the error.
 *  - When a transaction fails, each of its steps is notified, and nothing of it is stored.
 */
import { errorCode } from '@hushlog/base'
import { LogFullError } from '../log.js'
import type { LogState } from './state.js'
import { writeState } from './state.js'
import type { Store } from './store.js'

export interface TransactionStep {
  /** Says that the steps behind this one go into the next transaction, so that none takes long. */
  endsTransaction?(): boolean
  /**
   * Runs inside the transaction. It returns the state that follows, or the same one when it changes no
   * figures.
   */
  run(state: LogState): LogState
  /** Is called when the step is durable. */
  committed(): void
  failed(error: unknown): void
}

export interface GroupCommit {
  add(step: TransactionStep): void
  /**
   * Adds a step that can wait: it goes with the next transaction that somebody else needs, or with `close`.
   */
  addLazily(step: TransactionStep): void
  /** Adds a step and resolves when it is durable. */
  run(step: TransactionStep['run']): Promise<void>
  /** Returns the state after the last commit. */
  state(): LogState
  /** Refuses further steps; resolves when all steps that were added before are on disk or have failed. */
  close(): Promise<void>
}

/**
 * These are the codes MDB_MAP_FULL, EIO, EFBIG, ENOSPC and EDQUOT. LMDB reports a short write, which is what
 * a full disk gives first, as EIO.
 */
const DISK_FULL: ReadonlySet<string | undefined> = new Set(['-30792', '5', '27', '28', '122'])

/**
 * Returns the cause of a failed commit. lmdb-js rejects with a general error that holds the cause as a
 * promise, which would be an unhandled rejection if nobody awaited it.
 */
const causeOf = async (error: unknown): Promise<unknown> => {
  if (typeof error !== 'object' || error === null || !('commitError' in error)) return error
  return Promise.resolve(error.commitError).then(
    () => error,
    (cause: unknown) => cause,
  )
}

export const createGroupCommit = (store: Store, initial: LogState): GroupCommit => {
  let state = initial
  let waiting: TransactionStep[] = []
  let isWanted = false
  let isClosed = false
  let running: Promise<void> | undefined

  const takeSteps = (): readonly TransactionStep[] => {
    const last = waiting.findIndex((step) => step.endsTransaction?.() ?? false)
    const steps = last === -1 ? waiting : waiting.slice(0, last + 1)
    waiting = waiting.slice(steps.length)
    isWanted = waiting.length > 0
    return steps
  }

  const commit = async (): Promise<void> => {
    // Steps are taken when the transaction has begun, so that it includes those that were added while it
    // waited.
    let steps: readonly TransactionStep[] | undefined
    let next = state
    try {
      await store.env.childTransaction(() => {
        steps = takeSteps()
        next = state
        for (const step of steps) next = step.run(next)
        if (next !== state) writeState(store, next)
      })
    } catch (error) {
      const cause = await causeOf(error)
      const failure = DISK_FULL.has(errorCode(cause)) ? new LogFullError('disk') : cause
      for (const step of steps ?? takeSteps()) step.failed(failure)
      return
    }
    state = next
    for (const step of steps ?? []) step.committed()
  }

  const commitAll = async (): Promise<void> => {
    while (isWanted) await commit()
    running = undefined
  }

  const start = (): void => {
    isWanted = true
    running ??= commitAll()
  }

  const add = (step: TransactionStep): void => {
    if (isClosed) {
      step.failed(new Error('the log is closed'))
      return
    }
    waiting.push(step)
    start()
  }

  return {
    add,
    addLazily(step) {
      waiting.push(step)
    },
    run: (run) =>
      new Promise((resolve, reject) => {
        add({ run, committed: resolve, failed: reject })
      }),
    state: () => state,
    async close() {
      isClosed = true
      if (waiting.length > 0) start()
      while (running !== undefined) await running
    },
  }
}
