/** Errors of the embedded store. DuckDB's messages quote the data, so none of them leaves this folder. */

/** `data`: a record is at fault; `broken`: the database has to be opened again; `other`: try again. */
export type DuckDbFault = 'data' | 'broken' | 'other'

export class EmbeddedStoreError extends Error {
  override readonly name = 'EmbeddedStoreError'
  constructor(readonly code: string) {
    super(`the embedded store failed: ${code}`)
  }
}

/** The table got another number of rows than there were records. */
export class RowCountError extends Error {
  override readonly name = 'RowCountError'
}

/** A transaction could be neither ended nor undone. */
export class StuckTransactionError extends Error {
  override readonly name = 'StuckTransactionError'
}

/** Classes of DuckDB's errors that only the content of a record can cause. */
const dataFaults = new Set(['Invalid Input', 'Conversion', 'Constraint', 'Out of Range', 'Mismatch Type'])

/** DuckDB has no codes; its messages begin with their class: `Conversion Error: …`. */
const className = (thrown: unknown): string => {
  const found = thrown instanceof Error ? /^([A-Za-z ]{1,40}) Error: /.exec(thrown.message) : null
  return found?.[1] ?? 'Unknown'
}

export function faultOf(thrown: unknown): DuckDbFault {
  if (thrown instanceof RowCountError) return 'data'
  if (thrown instanceof StuckTransactionError) return 'broken'
  const name = className(thrown)
  if (dataFaults.has(name)) return 'data'
  return name === 'FATAL' || name === 'INTERNAL' || name === 'Connection' ? 'broken' : 'other'
}

/** The error without its message. */
export function withoutValues(thrown: unknown): Error {
  if (thrown instanceof EmbeddedStoreError || thrown instanceof DOMException) return thrown
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string')
    return new EmbeddedStoreError(thrown.code)
  return new EmbeddedStoreError(className(thrown).toUpperCase().replaceAll(' ', '_'))
}
