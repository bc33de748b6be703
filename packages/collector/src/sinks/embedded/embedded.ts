/**
 * The embedded store: one DuckDB file in the data folder, a table per event family. Exactly one copy of an event
 * whatever comes twice; a record that DuckDB refuses costs only itself.
 */

import { createMutex } from '../../runtime/concurrency.js'
import type { ReportStore } from '../report-store.js'
import type { BatchPolicy, Sink } from '../sink.js'
import { type Database, defaultSettings, type EmbeddedSettings, openDatabase } from './database.js'
import {
  copyDatabase,
  copyDone,
  deleteOlder,
  deleteSelected,
  isCopyDue,
  markCopyDue,
  replaceByCopy,
} from './erase.js'
import { EmbeddedStoreError, faultOf, withoutValues } from './failure.js'
import { createPace } from './pace.js'
import { createReportStore } from './report-store.js'
import { openSums, type Sums } from './sums.js'

import { type BatchWriter, createBatchWriter } from './write-batch.js'

/**
 * Each table of a batch costs 5 to 7 ms of one core however few its rows (DuckDB plans 50 columns anew), so a
 * batch is what comes in most of a second. Measured over six tables on one busy core: 57 µs a row in batches of
 * 1,000, 26 of 5,000, 20 of 10,000, 15 of 50,000. 32 MB are held twice while they are written.
 */
const POLICY: BatchPolicy = {
  records: 50_000,
  bytes: 32 * 1024 * 1024,
  linger: 750,
  // From some 7,000 events a second on: 15 µs a row are worth a dashboard that is a second later.
  busy: { records: 5_000, linger: 2_000 },
  timeout: 60_000,
  claim: false,
}

export interface EmbeddedOptions {
  readonly name: string
  readonly dataDir: string
  readonly settings?: Partial<EmbeddedSettings>
  readonly now?: () => number
  /** Summing up failed and will be tried again; reports stay right, and slower. */
  readonly onSumsError?: (error: Error) => void
}

export interface EmbeddedStore {
  readonly sink: Sink
  readonly reports: ReportStore
  /** Sums up all hours that have ended, without the pauses. */
  sumUp(): Promise<void>
}

interface Opened {
  readonly database: Database
  readonly sums: Sums
  readonly batches: BatchWriter
}

export function createEmbeddedStore(options: EmbeddedOptions): EmbeddedStore {
  const settings = { ...defaultSettings, ...options.settings }
  const now = options.now ?? Date.now
  const listeners = new Set<() => void>()
  const mutex = createMutex()
  const pace = createPace(sumSome)
  let opened: Opened | undefined
  let broken = false
  /** A step of the sums that closing cuts off has not failed. */
  let ending = false

  async function open(): Promise<Opened> {
    const database = await openDatabase(options.dataDir, settings)
    try {
      const sums = await openSums(database.writer, now)
      opened = { database, sums, batches: createBatchWriter(database, sums, options.name) }
    } catch (thrown) {
      await database.close()
      throw thrown
    }
    broken = false
    pace.begin()
    return opened
  }

  /** One step on the open database; it is opened anew first when the last one broke it. */
  const run = <T>(signal: AbortSignal, step: (opened: Opened) => Promise<T>): Promise<T> =>
    mutex.run(() => runNow(signal, step))

  async function runNow<T>(signal: AbortSignal, step: (opened: Opened) => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    const interrupt = () => opened?.database.writer.interrupt()
    try {
      if (broken) {
        await close()
        await open()
      }
      signal.addEventListener('abort', interrupt)
      const result = await step(current())
      for (const listener of listeners) listener()
      return result
    } catch (thrown) {
      broken = broken || faultOf(thrown) === 'broken'
      signal.throwIfAborted()
      throw withoutValues(thrown)
    } finally {
      signal.removeEventListener('abort', interrupt)
    }
  }

  /** One step of the sums, between two batches. @returns whether more is due. */
  async function sumSome(): Promise<boolean> {
    return mutex.run(async () => {
      if (opened === undefined || broken) return false
      try {
        await opened.sums.step(now())
        return opened.sums.due(now())
      } catch (thrown) {
        // Figures stay right without the sums, which the next step makes from the rows.
        broken = faultOf(thrown) === 'broken'
        if (!ending) options.onSumsError?.(withoutValues(thrown))
        return false
      }
    })
  }

  /** The copy takes the place of the file; reports wait for the store for the moment between close and open. */
  async function replaceFile({ database }: Opened): Promise<void> {
    await copyDatabase(database.writer, database.file)
    // Until it is open again: what fails in between is made good before the next step.
    broken = true
    await close()
    await replaceByCopy(database.file)
    await open()
    await copyDone(database.file)
  }

  async function close(): Promise<void> {
    const closing = opened
    opened = undefined
    await closing?.database.close()
  }

  function current(): Opened {
    if (opened === undefined) throw new EmbeddedStoreError('CLOSED')
    return opened
  }

  const sink: Sink = {
    name: options.name,
    type: 'embedded',
    policy: POLICY,
    async open(signal) {
      signal.throwIfAborted()
      ending = false
      try {
        await mutex.run(async () => {
          await close()
          await open()
        })
      } catch (thrown) {
        throw withoutValues(thrown)
      }
    },
    write: (batch, signal) => run(signal, ({ batches }) => batches.write(batch, signal)),
    erase: (selector, signal) =>
      run(signal, async (at) => {
        const { writer, file } = at.database
        const copyIsDue = await isCopyDue(file)
        await markCopyDue(file)
        const records = await deleteSelected(writer, at.sums, selector, signal)
        // What an interrupted attempt has deleted is no longer counted, but its copy is still due.
        if (records > 0 || copyIsDue) await replaceFile(at)
        else await copyDone(file)
        return { records }
      }),
    expire: (tenantId, before, signal) =>
      run(signal, async ({ database, sums }) => {
        const records = await deleteOlder(database.writer, sums, tenantId, before, signal)
        if (records > 0) await database.writer.run('CHECKPOINT')
        return { records }
      }),
    async close() {
      ending = true
      pace.end()
      opened?.database.writer.interrupt()
      await mutex.run(async () => {
        broken = false
        await close()
      })
    },
  }

  return {
    sink,
    async sumUp() {
      while (await sumSome());
    },
    reports: createReportStore(
      () => current().database,
      (from, to) => current().sums.fromRows(from, to),
      (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    ),
  }
}
