/**
 * The PostgreSQL sink: a table per event family in a schema of its own and, where configured, the store that
 * answers reports. The key keeps exactly one copy of an event; a record that PostgreSQL refuses costs only
 * itself. Several collectors may share a database.
 */
import { SECOND } from '@hushlog/base'
import { createChangeListeners } from '../change-listeners.js'
import type { ReportStore } from '../report-store.js'
import type { BatchPolicy, ErasureCount, Sink } from '../sink.js'
import { withReducedErrors } from '../sink-error.js'
import {
  connectReaders,
  connectWriter,
  type DatabaseOptions,
  type Readers,
  type WriteConnection,
} from './connect.js'
import { erase, expire, vacuum } from './erase.js'
import { evolve } from './evolve.js'
import { failureOf, isMissing, PostgresSinkError, toPostgresError } from './failure.js'
import { createReportStore } from './report-store.js'
import { createBatchWriter } from './write-batch.js'

/**
 * A statement per table costs a millisecond or two however few its rows; more than 10,000 rows gain nothing.
 */
const POLICY: BatchPolicy = {
  records: 10_000,
  bytes: 8 * 1024 * 1024,
  linger: 0.5 * SECOND,
  timeout: 60 * SECOND,
  claim: false,
}

export interface PostgresOptions extends DatabaseOptions {
  readonly name: string
}

export interface PostgresStore {
  readonly sink: Sink
  readonly reports: ReportStore
}

export function createPostgresStore(options: PostgresOptions): PostgresStore {
  const listeners = createChangeListeners()
  const batches = createBatchWriter()
  let readers: Readers | undefined
  let writer: WriteConnection | undefined
  let isOpen = false

  /** Returns the connection that writes. After a failure it is a new one, and tables are completed. */
  async function connected(signal: AbortSignal): Promise<WriteConnection> {
    if (writer !== undefined) return writer
    const connection = await connectWriter(options, signal)
    try {
      await evolve(connection.client, options.schema)
    } catch (thrown) {
      await connection.close()
      throw thrown
    }
    connection.client.once('end', () => {
      if (writer === connection) writer = undefined
    })
    writer = connection
    return connection
  }

  async function disconnect(): Promise<void> {
    const closing = writer
    writer = undefined
    await closing?.close()
  }

  async function close(): Promise<void> {
    isOpen = false
    const closing = readers
    readers = undefined
    await Promise.all([disconnect(), closing?.close()])
  }

  /** Runs one step on the connection that writes. An abort ends its statement on the server too. */
  async function run<T>(signal: AbortSignal, step: (writer: WriteConnection) => Promise<T>): Promise<T> {
    if (!isOpen) throw new PostgresSinkError('CLOSED')
    const connection = await connected(signal)
    let cancelled: Promise<void> | undefined
    const cancel = () => {
      cancelled = connection.cancel()
    }
    signal.addEventListener('abort', cancel)
    try {
      return await step(connection)
    } catch (thrown) {
      if (failureOf(thrown) === 'unavailable' || isMissing(thrown)) await disconnect()
      throw thrown
    } finally {
      signal.removeEventListener('abort', cancel)
      if (cancelled !== undefined) {
        await cancelled
        await disconnect()
      }
    }
  }

  async function remove(
    signal: AbortSignal,
    step: (writer: WriteConnection) => Promise<ErasureCount>,
  ): Promise<ErasureCount> {
    const count = await withReducedErrors(signal, toPostgresError, () => run(signal, step))
    if (count.records > 0) listeners.notify()
    return count
  }

  /** Uses a connection of its own, so that writes go on meanwhile. */
  async function vacuumed(touched: readonly string[], signal: AbortSignal): Promise<void> {
    const connection = await connectWriter(options, signal)
    let cancelled: Promise<void> | undefined
    const cancel = () => {
      cancelled = connection.cancel()
    }
    signal.addEventListener('abort', cancel)
    try {
      await vacuum(connection.client, touched, signal)
    } finally {
      signal.removeEventListener('abort', cancel)
      await (cancelled ?? connection.close())
    }
  }

  const sink: Sink = {
    name: options.name,
    type: 'postgres',
    policy: POLICY,
    async open(signal) {
      signal.throwIfAborted()
      await close()
      await withReducedErrors(signal, toPostgresError, () => connected(signal))
      readers = await connectReaders(options)
      isOpen = true
    },
    write: ({ records }, signal) =>
      withReducedErrors(signal, toPostgresError, async () => {
        try {
          const result = await run(signal, ({ client }) => batches.write(client, records, signal))
          listeners.notify()
          return result
        } catch (thrown) {
          const code = failureOf(thrown)
          if (signal.aborted || code === undefined) throw thrown
          // Nothing was committed, or nobody knows whether. All of it comes again, and its keys keep one
          // copy.
          return { failed: records.map((_, index) => ({ index, code })) }
        }
      }),
    erase: (selector, signal) => remove(signal, ({ client }) => erase(client, selector)),
    async expunge(touched, signal) {
      await withReducedErrors(signal, toPostgresError, () => vacuumed(touched, signal))
      // The pages and the journal of the server keep the bytes until it needs their space.
      return false
    },
    expire: (tenantId, before, signal) =>
      remove(signal, ({ client }) => expire(client, tenantId, before, signal)),
    close,
  }

  return {
    sink,
    reports: createReportStore(() => {
      if (readers === undefined) throw new PostgresSinkError('CLOSED')
      return readers
    }, listeners.onChange),
  }
}
