import type { Readable } from 'node:stream'

/** What reports need of the store that answers them: DuckDB or PostgreSQL, with the same SQL. */

export type SqlValue = string | number | boolean | null
export type Row = Readonly<Record<string, SqlValue>>

export interface ReportStore {
  /**
   * Runs one statement with positional parameters (`$1`, `$2`, …). Timestamps come back as RFC 3339 UTC, counts as numbers.
   * @throws with the code `CLOSED` or `UNAVAILABLE` when it cannot be asked now.
   */
  rows(sql: string, params: readonly SqlValue[]): Promise<readonly Row[]>
  /**
   * Of a period of whole hours the part, whole hours too, that the store has not summed up: statements read it from
   * the rows, and all else from the sums. Empty when `from` is `to`.
   */
  fromRows(from: string, to: string): Promise<{ readonly from: string; readonly to: string }>
  /** Rows in pieces, for exports that must not be held in memory. The signal may end a statement before its first rows. */
  stream(sql: string, params: readonly SqlValue[], signal?: AbortSignal): AsyncIterable<readonly Row[]>
  /** The answer as a Parquet file, where the store can write one; it is gone when the stream is. */
  readonly parquet?: (sql: string, params: readonly SqlValue[], signal: AbortSignal) => Promise<Readable>
  /** Calls back after new records became visible. Returns the unsubscribe function. */
  onChange(listener: () => void): () => void
}
