/** Answers reports from the embedded store, on connections of its own, so that no report waits for a batch. */
import type { DuckDBConnection, JS } from '@duckdb/node-api'
import type { ReportStore, Row, SqlValue } from '../../reports/store.js'
import { EmbeddedStoreError, withoutValues } from './failure.js'

export interface ConnectionPool {
  /** Waits for a free connection. @throws when the store is closed. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  take(): Promise<DuckDBConnection>
  give(connection: DuckDBConnection): void
  /** Fails everyone who waits. */
  close(): void
}

export function createPool(connections: readonly DuckDBConnection[]): ConnectionPool {
  const free = [...connections]
  const waiting: { resolve(connection: DuckDBConnection): void; reject(error: Error): void }[] = []
  let closed = false
  const pool: ConnectionPool = {
    async take() {
      if (closed) throw new EmbeddedStoreError('CLOSED')
      const connection = free.pop()
      return connection ?? new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    give(connection) {
      const next = waiting.shift()
      if (next === undefined) free.push(connection)
      else next.resolve(connection)
    },
    async use(work) {
      const connection = await pool.take()
      try {
        return await work(connection)
      } catch (thrown) {
        throw withoutValues(thrown)
      } finally {
        pool.give(connection)
      }
    },
    close() {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new EmbeddedStoreError('CLOSED'))
    },
  }
  return pool
}

function toSqlValue(value: JS): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  throw new EmbeddedStoreError('UNSUPPORTED_TYPE')
}

const toRow = (row: Readonly<Record<string, JS>>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(value)]))

export function createReportStore(
  pool: () => ConnectionPool,
  onChange: ReportStore['onChange'],
): ReportStore {
  return {
    rows: async (sql, params) =>
      pool().use(async (connection) =>
        (await (await connection.run(sql, [...params])).getRowObjectsJS()).map(toRow),
      ),
    async *stream(sql, params) {
      const lender = pool()
      const connection = await lender.take()
      try {
        const result = await connection.stream(sql, [...params])
        for await (const rows of result.yieldRowObjectJs()) yield rows.map(toRow)
      } catch (thrown) {
        throw withoutValues(thrown)
      } finally {
        lender.give(connection)
      }
    },
    onChange,
  }
}
