/**
 * PostgreSQL: a table per event family in a schema of its own, written in batches and, where configured, what
 * reports are answered from. Exactly one copy of an event by its key; a record that PostgreSQL refuses costs only
 * itself. Several collectors may share a database.
 */
import type { ReportStore } from '../report-store.js'
import type { BatchPolicy, ErasureCount, Sink, WriteResult } from '../sink.js'
import { connectReaders, connectWriter, type Place, type Readers, type Writer } from './connect.js'
import { erase, expire } from './erase.js'
import { evolve } from './evolve.js'
import { faultOf, isUndefined, PostgresSinkError, withoutValues } from './failure.js'
import { createReportStore } from './report-store.js'
import { createBatchWriter } from './write-batch.js'

/** A statement per table costs a millisecond or two however few its rows; beyond 10,000 rows nothing is gained. */
const POLICY: BatchPolicy = {
  records: 10_000,
  bytes: 8 * 1024 * 1024,
  linger: 500,
  timeout: 60_000,
  claim: false,
}

export interface PostgresOptions extends Place {
  readonly name: string
}

export interface PostgresStore {
  readonly sink: Sink
  readonly reports: ReportStore
}

export function createPostgresStore(options: PostgresOptions): PostgresStore {
  const listeners = new Set<() => void>()
  const batches = createBatchWriter()
  let readers: Readers | undefined
  let writer: Writer | undefined
  let opened = false

  /** The connection that writes, made anew after a failure, with the tables as they should be. */
  async function connected(signal: AbortSignal): Promise<Writer> {
    if (writer !== undefined) return writer
    const fresh = await connectWriter(options, signal)
    try {
      await evolve(fresh.client, options.schema)
    } catch (thrown) {
      await fresh.close()
      throw thrown
    }
    fresh.client.once('end', () => {
      if (writer === fresh) writer = undefined
    })
    writer = fresh
    return fresh
  }

  async function disconnect(): Promise<void> {
    const closing = writer
    writer = undefined
    await closing?.close()
  }

  async function close(): Promise<void> {
    opened = false
    const closing = readers
    readers = undefined
    await Promise.all([disconnect(), closing?.close()])
  }

  /** Runs one step on the writing connection; an abort ends it on the server too. */
  async function run<T>(signal: AbortSignal, step: (writer: Writer) => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    if (!opened) throw new PostgresSinkError('CLOSED')
    const at = await connected(signal)
    let cancelled: Promise<void> | undefined
    const cancel = () => {
      cancelled = at.cancel()
    }
    signal.addEventListener('abort', cancel)
    try {
      return await step(at)
    } catch (thrown) {
      if (faultOf(thrown) === 'unavailable' || isUndefined(thrown)) await disconnect()
      throw thrown
    } finally {
      signal.removeEventListener('abort', cancel)
      if (cancelled !== undefined) {
        await cancelled
        await disconnect()
      }
    }
  }

  async function orFailure<T>(signal: AbortSignal, step: Promise<T>): Promise<T> {
    try {
      return await step
    } catch (thrown) {
      signal.throwIfAborted()
      throw withoutValues(thrown)
    }
  }

  const changed = () => {
    for (const listener of listeners) listener()
  }

  async function removal(
    signal: AbortSignal,
    step: (writer: Writer) => Promise<ErasureCount>,
  ): Promise<ErasureCount> {
    const count = await orFailure(signal, run(signal, step))
    if (count.records > 0) changed()
    return count
  }

  const sink: Sink = {
    name: options.name,
    type: 'postgres',
    policy: POLICY,
    async open(signal) {
      signal.throwIfAborted()
      await close()
      await orFailure(signal, connected(signal))
      readers = await connectReaders(options)
      opened = true
    },
    async write({ records }, signal): Promise<WriteResult> {
      try {
        const result = await run(signal, ({ client }) => batches.write(client, records, signal))
        changed()
        return result
      } catch (thrown) {
        signal.throwIfAborted()
        const code = faultOf(thrown)
        if (code === 'other') throw withoutValues(thrown)
        // Nothing was committed, or it is not known whether: all of it comes again, by its keys.
        return { failed: records.map((_, index) => ({ index, code })) }
      }
    },
    erase: (selector, signal) => removal(signal, ({ client }) => erase(client, selector)),
    expire: (tenantId, before, signal) =>
      removal(signal, ({ client }) => expire(client, tenantId, before, signal)),
    close,
  }

  return {
    sink,
    reports: createReportStore(
      () => {
        if (readers === undefined) throw new PostgresSinkError('CLOSED')
        return readers
      },
      (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    ),
  }
}
