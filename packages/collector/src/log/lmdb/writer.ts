/**
 * Group commit: everything asked for while one transaction is being flushed goes into the next one, whole.
 *
 * Invariants:
 *  - One transaction at a time; what is read in memory (state, readers) changes only after its commit.
 *  - A transaction is a child transaction of lmdb-js's, so that an error inside undoes all of it; a plain one
 *    would commit what was written before the error.
 *  - When it fails, every step of it is told, and nothing of it is stored.
 */
import { LogFullError } from '../log.js'
import type { LogState } from './state.js'
import { writeState } from './state.js'
import type { Store } from './store.js'

export interface WriteStep {
  /** Runs inside the transaction and returns the state after it. */
  run(draft: LogState): LogState
  /** Durable. */
  done(): void
  failed(error: unknown): void
}

export interface Writer {
  add(step: WriteStep): void
  /** Adds a step that can wait: it goes with the next transaction, or with `drained`. */
  ride(step: WriteStep): void
  state(): LogState
  /** Resolves when all that was added before is on disk or has failed. */
  drained(): Promise<void>
}

/** MDB_MAP_FULL, EIO, EFBIG, ENOSPC, EDQUOT. LMDB reports a short write, which is what a full disk gives first, as EIO. */
const NO_ROOM: ReadonlySet<unknown> = new Set([-30792, 5, 27, 28, 122])

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

/** lmdb-js rejects with a general error that has the cause as a promise, which would be an unhandled rejection if it were left. */
const causeOf = async (error: unknown): Promise<unknown> => {
  if (typeof error !== 'object' || error === null || !('commitError' in error)) return error
  return Promise.resolve(error.commitError).then(
    () => error,
    (cause: unknown) => cause,
  )
}

export const createWriter = (store: Store, initial: LogState): Writer => {
  let state = initial
  let waiting: WriteStep[] = []
  let wanted = false
  let running: Promise<void> | undefined

  const take = (): readonly WriteStep[] => {
    const steps = waiting
    waiting = []
    wanted = false
    return steps
  }

  const commit = async (): Promise<void> => {
    // Taken when the transaction has begun, so that what came while it was waited for is in it too.
    let steps: readonly WriteStep[] | undefined
    let draft = state
    try {
      await store.env.childTransaction(() => {
        steps = take()
        draft = state
        for (const step of steps) draft = step.run(draft)
        if (draft !== state) writeState(store, draft)
      })
    } catch (error) {
      const cause = await causeOf(error)
      const failure = NO_ROOM.has(codeOf(cause)) ? new LogFullError('disk') : cause
      for (const step of steps ?? take()) step.failed(failure)
      return
    }
    state = draft
    for (const step of steps ?? []) step.done()
  }

  const run = async (): Promise<void> => {
    while (wanted) await commit()
    running = undefined
  }

  const start = (): void => {
    wanted = true
    running ??= run()
  }

  return {
    add(step) {
      waiting.push(step)
      start()
    },
    ride(step) {
      waiting.push(step)
    },
    state: () => state,
    async drained() {
      if (waiting.length > 0) start()
      while (running !== undefined) await running
    },
  }
}
