/**
 * Reduces errors of the embedded store. DuckDB's messages quote the data, so that none of them leaves this
 * folder.
 */
import { errorClass, isRecordFault } from '../duckdb.js'
import { reduceErrors, SinkError, safeCode } from '../sink-error.js'

export class EmbeddedStoreError extends SinkError {
  override readonly name = 'EmbeddedStoreError'
  constructor(code: string) {
    super('the embedded store', code)
  }
}

/** The table got another number of rows than there were records. */
export class RowCountError extends Error {
  override readonly name = 'RowCountError'
}

/** A transaction could neither be committed nor rolled back. */
export class StuckTransactionError extends Error {
  override readonly name = 'StuckTransactionError'
}

/** After errors of these classes DuckDB takes no further statement on the connection. */
const fatalClasses = new Set(['FATAL', 'INTERNAL', 'Connection'])

/** Returns whether a record is at fault. */
export const isRejection = (thrown: unknown): boolean =>
  thrown instanceof RowCountError || isRecordFault(thrown)

/** Returns whether the database has to be opened again. */
export const isBroken = (thrown: unknown): boolean =>
  thrown instanceof StuckTransactionError || fatalClasses.has(errorClass(thrown))

export const toEmbeddedError = reduceErrors(
  EmbeddedStoreError,
  (thrown) => safeCode(thrown) ?? errorClass(thrown).toUpperCase().replaceAll(' ', '_'),
)
