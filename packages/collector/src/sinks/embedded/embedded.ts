/**
 * The embedded store: one DuckDB file in the data folder, a table per event family. Exactly one copy of an event
 * whatever comes twice; a record that DuckDB refuses costs only itself.
 */
import type { ReportStore } from '../../reports/store.js'
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
import { createReportStore } from './report-store.js'
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
}

export interface EmbeddedStore {
  readonly sink: Sink
  readonly reports: ReportStore
}

interface Opened {
  readonly database: Database
  readonly batches: BatchWriter
}

export function createEmbeddedStore(options: EmbeddedOptions): EmbeddedStore {
  const settings = { ...defaultSettings, ...options.settings }
  const listeners = new Set<() => void>()
  let opened: Opened | undefined
  let broken = false

  async function open(): Promise<Opened> {
    const database = await openDatabase(options.dataDir, settings)
    opened = {
      database,
      batches: createBatchWriter(database, options.name),
    }
    broken = false
    return opened
  }

  /** One step on the open database; it is opened anew first when the last one broke it. */
  async function run<T>(signal: AbortSignal, step: (opened: Opened) => Promise<T>): Promise<T> {
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
      try {
        await close()
        await open()
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
        const records = await deleteSelected(writer, selector, signal)
        // What an interrupted attempt has deleted is no longer counted, but its copy is still due.
        if (records > 0 || copyIsDue) await replaceFile(at)
        else await copyDone(file)
        return { records }
      }),
    expire: (tenantId, before, signal) =>
      run(signal, async ({ database }) => {
        const records = await deleteOlder(database.writer, tenantId, before, signal)
        if (records > 0) await database.writer.run('CHECKPOINT')
        return { records }
      }),
    async close() {
      broken = false
      await close()
    },
  }

  return {
    sink,
    reports: createReportStore(
      () => current().database.readers,
      (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    ),
  }
}
