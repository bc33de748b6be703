/**
 * Keeps the database open and runs one step at a time on the connection that writes. After a step that broke
 * the database, it is opened anew before the next.
 */
import { createMutex } from '../../runtime/concurrency.js'
import type { Database } from './database.js'
import { EmbeddedStoreError, isBroken } from './failure.js'
import type { BatchWriter } from './write-batch.js'

/** An open database and what works on it. */
export interface OpenStore {
  readonly database: Database
  readonly batches: BatchWriter
}

export interface ReopeningDatabase {
  open(): Promise<void>
  close(): Promise<void>
  /** Runs a step when all steps before it have ended. @throws EmbeddedStoreError `CLOSED` */
  run<T>(step: (store: OpenStore) => Promise<T>): Promise<T>
  /**
   * Closes the database within a step, runs `whileClosed`, and opens it again. After a failure the next step
   * opens it.
   */
  reopen(whileClosed: () => Promise<void>): Promise<void>
  /** Interrupts the statement of the step that runs. */
  interrupt(): void
  /** @throws EmbeddedStoreError `CLOSED` */
  current(): OpenStore
}

export function createReopeningDatabase(openStore: () => Promise<OpenStore>): ReopeningDatabase {
  const mutex = createMutex()
  let store: OpenStore | undefined
  let mustReopen = false

  async function openNow(): Promise<void> {
    store = await openStore()
    mustReopen = false
  }

  async function closeNow(): Promise<void> {
    const closing = store
    store = undefined
    await closing?.database.close()
  }

  function current(): OpenStore {
    if (store === undefined) throw new EmbeddedStoreError('CLOSED')
    return store
  }

  async function reopen(whileClosed: () => Promise<void>): Promise<void> {
    mustReopen = true
    await closeNow()
    await whileClosed()
    await openNow()
  }

  return {
    open: () =>
      mutex.run(async () => {
        await closeNow()
        await openNow()
      }),
    close: () =>
      mutex.run(async () => {
        mustReopen = false
        await closeNow()
      }),
    run: (step) =>
      mutex.run(async () => {
        if (mustReopen) await reopen(async () => undefined)
        try {
          return await step(current())
        } catch (thrown) {
          mustReopen ||= isBroken(thrown)
          throw thrown
        }
      }),
    reopen,
    interrupt: () => store?.database.writer.interrupt(),
    current,
  }
}
