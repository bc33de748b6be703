import type { Readable } from 'node:stream'

/** A report store answers reports. DuckDB and PostgreSQL do so with the same SQL. */

export type SqlValue = string | number | boolean | null
export type Row = Readonly<Record<string, SqlValue>>

export interface ParquetFile {
  readonly file: Readable
  readonly rows: number
}

export interface ReportStore {
  /**
   * Runs one statement with positional parameters (`$1`, `$2`, …). Times come back as RFC 3339 in UTC, counts
   * as numbers. The signal ends the statement.
   * @throws with the code `CLOSED` or `UNAVAILABLE` when the store cannot answer now
   */
  rows(sql: string, params: readonly SqlValue[], signal?: AbortSignal): Promise<readonly Row[]>
  /**
   * Returns rows in pieces, for exports that must not be held in memory. The signal may end the statement
   * early.
   */
  stream(sql: string, params: readonly SqlValue[], signal?: AbortSignal): AsyncIterable<readonly Row[]>
  /**
   * Returns the rows as a Parquet file, in a store that can write one. The file is removed when the stream
   * closes.
   */
  readonly parquet?: (sql: string, params: readonly SqlValue[], signal: AbortSignal) => Promise<ParquetFile>
  /** Calls back when new records have become visible. @returns the unsubscribe function */
  onChange(listener: () => void): () => void
}

/** A store that answers reports, and the name under which an answer says so. */
export interface NamedReportStore {
  readonly name: 'embedded' | 'postgres'
  readonly store: ReportStore
  /** Names the sink that writes to the store. */
  readonly sink: string
}
