/**
 * The embedded store: one DuckDB file in the data folder, a table per event family. It keeps exactly one copy
 * of an event, whatever comes twice, and a record that DuckDB refuses costs only itself.
 */
import { SECOND } from '@hushlog/base'
import { createChangeListeners } from '../change-listeners.js'
import { interruptible } from '../duckdb.js'
import type { ReportStore } from '../report-store.js'
import type { BatchPolicy, Sink } from '../sink.js'
import { withReducedErrors } from '../sink-error.js'
import {
  copyDatabase,
  isCopyDue,
  markCopyDue,
  removeSetAside,
  replaceByCopy,
  unmarkCopyDue,
} from './compact-file.js'
import { defaultSettings, type EmbeddedSettings, embeddedFile, openDatabase } from './database.js'
import { readCursor } from './deduplicate.js'
import { type OpenEngine, openEngineHere } from './engine.js'
import { deleteOlder, deleteSelected } from './erase.js'
import { EmbeddedStoreError, isDamage, toEmbeddedError } from './failure.js'
import { createReopeningDatabase, type OpenStore } from './reopening-database.js'
import { createReportStore } from './report-store.js'
import { createBatchWriter } from './write-batch.js'

/**
 * Each table of a batch costs 5 to 7 ms of one core however few its rows (DuckDB plans 50 columns anew), so a
 * batch holds what comes in most of a second. Measured over six tables on one busy core: 57 µs a row in
 * batches of 1,000, 26 of 5,000, 20 of 10,000, 15 of 50,000. Its 32 MB are in memory twice while they are
 * written.
 */
const POLICY: BatchPolicy = {
  records: 50_000,
  bytes: 32 * 1024 * 1024,
  linger: 0.75 * SECOND,
  // From some 7,000 events a second on, 15 µs a row are worth a dashboard that is a second later.
  busy: { records: 5_000, linger: 2 * SECOND },
  timeout: 60 * SECOND,
  claim: false,
}

export interface EmbeddedOptions {
  readonly name: string
  readonly dataDir: string
  readonly settings?: Partial<EmbeddedSettings>
  /** Opens the engine in another process; by default it runs in this one. */
  readonly openEngine?: OpenEngine | undefined
  /** Is called with the name of the file whenever it does not open because it is damaged. */
  readonly onDamage?: (file: string) => void
}

export interface EmbeddedStore {
  readonly sink: Sink
  readonly reports: ReportStore
}

export function createEmbeddedStore(options: EmbeddedOptions): EmbeddedStore {
  const { name, dataDir, openEngine = openEngineHere } = options
  const settings = { ...defaultSettings, ...options.settings }
  const listeners = createChangeListeners()

  const store = createReopeningDatabase(async () => {
    const database = await openDatabase(dataDir, settings, openEngine).catch((thrown: unknown) => {
      if (!isDamage(thrown)) throw thrown
      options.onDamage?.(embeddedFile(dataDir))
      throw new EmbeddedStoreError('DAMAGED')
    })
    return { database, batches: createBatchWriter(database, name) }
  })

  /** Runs one step that changes rows. An abort interrupts its statement. */
  async function change<T>(signal: AbortSignal, step: (opened: OpenStore) => Promise<T>): Promise<T> {
    const result = await withReducedErrors(signal, toEmbeddedError, () =>
      store.run((opened) => interruptible(store, signal, () => step(opened))),
    )
    listeners.notify()
    return result
  }

  /** Replaces the file by a copy without deleted rows. Reports wait while the database is closed. */
  async function replaceFile({ database: { writer, file } }: OpenStore): Promise<void> {
    await copyDatabase(writer, file)
    await store.reopen(() => replaceByCopy(file))
    await unmarkCopyDue(file)
  }

  const sink: Sink = {
    name,
    type: 'embedded',
    policy: POLICY,
    open: (signal) => withReducedErrors(signal, toEmbeddedError, store.open),
    position: (log) => store.run(({ database }) => readCursor(database.writer, log, name)),
    write: (batch, signal) => change(signal, ({ batches }) => batches.write(batch, signal)),
    erase: (selector, signal) =>
      change(signal, async (opened) => {
        const { writer, file } = opened.database
        // An interrupted attempt may have deleted rows, which are no longer counted, and not copied the file.
        const wasDue = await isCopyDue(file)
        await markCopyDue(file)
        await removeSetAside(file)
        const records = await deleteSelected(writer, selector, signal)
        if (records > 0 || wasDue) await replaceFile(opened)
        else await unmarkCopyDue(file)
        return { records }
      }),
    expire: (tenantId, before, signal) =>
      change(signal, async ({ database }) => {
        // The bytes of these rows stay in the file; the next erasure, which may be of one of them, copies it.
        const wasDue = await isCopyDue(database.file)
        await markCopyDue(database.file)
        const records = await deleteOlder(database.writer, tenantId, before, signal)
        if (records > 0) await database.writer.run('CHECKPOINT')
        else if (!wasDue) await unmarkCopyDue(database.file)
        return { records }
      }),
    async close() {
      store.interrupt()
      await store.close()
    },
  }

  return {
    sink,
    reports: createReportStore(() => {
      const { readers, folder } = store.current().database
      return { readers, folder }
    }, listeners.onChange),
  }
}
