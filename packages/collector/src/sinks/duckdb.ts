/** Holds what the embedded store and the Parquet format share in their use of DuckDB. */

import { quoteText } from '@hushlog/base'

/**
 * With these options DuckDB loads nothing from a network and keeps no file in memory that it reads only once.
 */
export const instanceOptions = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_file_cache: 'false',
} as const

/**
 * The largest line has this many bytes, as many as ingest accepts in one request. DuckDB holds a buffer of
 * this size.
 */
const MAX_LINE = 16 * 1024 * 1024
/** DuckDB holds this many rows before it writes them. It is a multiple of its vector of 2,048. */
const ROW_GROUP = 20_480

/** @param columns names and types, as `read_json` takes them */
export const readJsonLines = (file: string, columns: string): string =>
  `read_json(${quoteText(file)}, format = 'newline_delimited', compression = 'uncompressed', ` +
  `maximum_object_size = ${MAX_LINE}, columns = {${columns}})`

export const copyToParquet = (select: string, file: string): string =>
  `COPY (${select}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP})`

/**
 * Returns the class of an error, such as `Conversion`. DuckDB has no codes, but its messages begin with it:
 * `Conversion Error: …`. The rest of a message quotes data.
 */
export function errorClass(thrown: unknown): string {
  const found = thrown instanceof Error ? /^([A-Za-z ]{1,40}) Error: /.exec(thrown.message) : null
  return found?.[1] ?? 'Unknown'
}

/** Only the content of a record can cause errors of these classes. */
const recordFaults = new Set(['Invalid Input', 'Conversion', 'Constraint', 'Out of Range', 'Mismatch Type'])

export const isRecordFault = (thrown: unknown): boolean => recordFaults.has(errorClass(thrown))

/**
 * Runs statements and interrupts them when the signal aborts.
 *
 * @throws the reason of `signal` when it has aborted before
 */
export async function interruptible<T>(
  connection: { interrupt(): void },
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const interrupt = () => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    return await run()
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}
