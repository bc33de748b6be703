/**
 * Answers reports from the embedded store, on connections of its own, so that no report waits for a batch.
 */
import { createReadStream, rm as remove } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { types } from 'node:util'
import type { JS } from '@duckdb/node-api'
import { copyToParquet } from '../duckdb.js'
import type { ReportStore, Row, SqlValue } from '../report-store.js'
import type { Connection } from './engine.js'
import { EmbeddedStoreError, toEmbeddedError } from './failure.js'
import type { PooledConnection, Readers } from './readers.js'

function toSqlValue(value: JS): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (types.isDate(value)) return value.toISOString()
  throw new EmbeddedStoreError('UNSUPPORTED_TYPE')
}

const toRow = (row: Readonly<Record<string, JS>>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(value)]))

/** Returns a connection whose statement the signal interrupts. */
async function acquireUntil(
  acquire: () => Promise<PooledConnection>,
  signal: AbortSignal | undefined,
): Promise<PooledConnection> {
  signal?.throwIfAborted()
  const { connection, release } = await acquire()
  if (signal?.aborted) release()
  signal?.throwIfAborted()
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  return {
    connection,
    release() {
      signal?.removeEventListener('abort', interrupt)
      release()
    },
  }
}

async function use<T>(
  acquired: Promise<PooledConnection>,
  body: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { connection, release } = await acquired
  try {
    return await body(connection)
  } catch (thrown) {
    throw toEmbeddedError(thrown)
  } finally {
    release()
  }
}

/** @param opened throws while the store is closed. Its folder holds temporary files. */
export function createReportStore(
  opened: () => { readonly readers: Readers; readonly folder: string },
  onChange: ReportStore['onChange'],
): ReportStore {
  let files = 0
  return {
    rows: async (sql, params, signal) =>
      use(acquireUntil(opened().readers.acquireShared, signal), async (connection) => {
        return (await connection.objects(sql, params)).map(toRow)
      }),
    async *stream(sql, params, signal) {
      const { connection, release } = await acquireUntil(opened().readers.acquireOwn, signal)
      try {
        for await (const rows of connection.stream(sql, params)) yield rows.map(toRow)
      } catch (thrown) {
        throw toEmbeddedError(thrown)
      } finally {
        release()
      }
    },
    async parquet(sql, params, signal) {
      const { readers, folder } = opened()
      const path = join(folder, `export-${++files}.parquet`)
      const rows = await use(acquireUntil(readers.acquireOwn, signal), async (connection) => {
        try {
          const copied = await connection.cells(copyToParquet(sql, path), params)
          return Number(copied[0]?.[0] ?? 0)
        } catch (thrown) {
          await rm(path, { force: true })
          throw thrown
        }
      })
      const file = createReadStream(path)
      // If this fails, the file goes with the folder at the next open.
      file.once('close', () => remove(path, { force: true }, () => undefined))
      return { file, rows }
    },
    onChange,
  }
}
