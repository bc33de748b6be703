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

/** After errors of these classes at the opening of a file, it is not the one that was written. */
const damageClasses = new Set(['Serialization', 'FATAL', 'INTERNAL'])
/** DuckDB has no code for a file whose head or checksums are wrong, but its message says so. */
const DAMAGE = /not a valid DuckDB database file|[Cc]orrupt|checksum|[Cc]ould not read enough bytes|truncated/

/** Says whether an error of opening a file means that the file is damaged. */
export const isDamage = (thrown: unknown): boolean =>
  damageClasses.has(errorClass(thrown)) ||
  (errorClass(thrown) === 'IO' && thrown instanceof Error && DAMAGE.test(thrown.message))

export const toEmbeddedError = reduceErrors(
  EmbeddedStoreError,
  (thrown) => safeCode(thrown) ?? errorClass(thrown).toUpperCase().replaceAll(' ', '_'),
)
