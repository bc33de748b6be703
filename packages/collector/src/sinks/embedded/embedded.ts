/**
 * The embedded store: one DuckDB file in the data folder, a table per event family. Exactly one copy of an event
 * whatever comes twice; a record that DuckDB refuses costs only itself.
 */
import type { ReportStore } from '../../reports/store.js'
import type { BatchPolicy, Sink } from '../sink.js'
import { type Database, defaultSettings, type EmbeddedSettings, openDatabase } from './database.js'
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
    async write(batch, signal) {
      signal.throwIfAborted()
      let { database, batches } = current()
      const interrupt = () => database.writer.interrupt()
      try {
        if (broken) {
          await close()
          ;({ database, batches } = await open())
        }
        signal.addEventListener('abort', interrupt)
        const result = await batches.write(batch, signal)
        for (const listener of listeners) listener()
        return result
      } catch (thrown) {
        broken = faultOf(thrown) === 'broken'
        signal.throwIfAborted()
        throw withoutValues(thrown)
      } finally {
        signal.removeEventListener('abort', interrupt)
      }
    },
    close,
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
