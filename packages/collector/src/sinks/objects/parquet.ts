/**
 * Parquet with the columns of the Athena table. DuckDB writes and reads it: it is there for the embedded store
 * anyway, and works on its own thread, where a writer in JavaScript would hold up the requests. It takes and gives
 * files, so objects pass through a folder.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { StoredRecord } from '../../log/log.js'
import { type ObjectFormat, type PutObject, type ReadObject, UnreadableObjectError } from './format.js'
import { pieces } from './json-lines.js'
import { copyWithout, countRows, toParquet } from './parquet-sql.js'
import { createTurns } from './turns.js'
import type { Unwanted } from './unwanted.js'

/** A batch has at most 64 MB; beyond this DuckDB spills to the folder. */
const MEMORY_LIMIT = '256MB'

/** Classes of DuckDB's errors that only the content of a record can cause. */
const DATA_FAULT = /^(Invalid Input|Conversion|Constraint|Out of Range|Mismatch Type) Error: /

/** DuckDB's messages quote the data, so none of them leaves this file. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError'
  constructor(readonly code: 'DATA' | 'DUCKDB' | 'CLOSED') {
    super(`Parquet could not be written or read: ${code}`)
  }
}

/** @param folder for files that are removed as soon as they were used; emptied at `open`. */
export function createParquet(folder: string): ObjectFormat {
  const takeTurn = createTurns()
  let isOpen = false
  /** Made when it is first needed: most sinks write JSON lines, and have Parquet at most to erase from. */
  let instance: DuckDBInstance | undefined
  let files = 0

  async function database(): Promise<DuckDBInstance> {
    if (!isOpen) throw new ParquetError('CLOSED')
    if (instance !== undefined) return instance
    const duckdb = await import('@duckdb/node-api')
    instance = await duckdb.DuckDBInstance.create(':memory:', {
      threads: '1',
      memory_limit: MEMORY_LIMIT,
      temp_directory: join(folder, 'spill'),
      // Nothing is fetched from a network, ever.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      enable_external_file_cache: 'false',
    })
    return instance
  }

  /** A name is used once: DuckDB may remember what it knew of a file. */
  async function withFiles<T>(use: (from: string, to: string) => Promise<T>): Promise<T> {
    const from = join(folder, `${++files}.from`)
    const to = join(folder, `${files}.to`)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    try {
      return await use(from, to)
    } finally {
      await rm(from, { force: true })
      await rm(to, { force: true })
    }
  }

  /** One at a time: each takes one of the few threads that Node has for such work. */
  const query = (sql: string, signal: AbortSignal): Promise<readonly unknown[]> =>
    takeTurn(async () => {
      signal.throwIfAborted()
      const connection: DuckDBConnection = await (await database()).connect()
      const interrupt = () => connection.interrupt()
      signal.addEventListener('abort', interrupt)
      try {
        return (await connection.runAndReadAll(sql)).getRowsJS()[0] ?? []
      } catch (thrown) {
        signal.throwIfAborted()
        throw new ParquetError(thrown instanceof Error && DATA_FAULT.test(thrown.message) ? 'DATA' : 'DUCKDB')
      } finally {
        signal.removeEventListener('abort', interrupt)
        connection.closeSync()
      }
    })

  /** Whether the file now has exactly the records. */
  async function convert(
    records: readonly StoredRecord[],
    from: string,
    to: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    await pipeline(Readable.from(pieces(records)), createWriteStream(from, { mode: 0o600 }), { signal })
    try {
      const [rows] = await query(toParquet(from, to), signal)
      // A line that is two objects, or none, is no error to DuckDB.
      return Number(rows) === records.length
    } catch (thrown) {
      if (thrown instanceof ParquetError && thrown.code === 'DATA') return false
      throw thrown
    }
  }

  /** Those that cannot be converted, found by halving: rare, so it may be slow. */
  async function findRefused(
    records: readonly StoredRecord[],
    signal: AbortSignal,
  ): Promise<readonly StoredRecord[]> {
    if (await withFiles((from, to) => convert(records, from, to, signal))) return []
    if (records.length === 1) return records
    const middle = Math.ceil(records.length / 2)
    return [
      ...(await findRefused(records.slice(0, middle), signal)),
      ...(await findRefused(records.slice(middle), signal)),
    ]
  }

  async function encode(
    records: readonly StoredRecord[],
    put: PutObject,
    signal: AbortSignal,
  ): Promise<readonly StoredRecord[]> {
    if (records.length === 0) return []
    const isDone = await withFiles(async (from, to) => {
      if (!(await convert(records, from, to, signal))) return false
      await put(createReadStream(to))
      return true
    })
    if (isDone) return []
    const refused = new Set(await findRefused(records, signal))
    const sound = records.filter((record) => !refused.has(record))
    return [...refused, ...(await encode(sound, put, signal))]
  }

  const withCopy = <T>(
    read: ReadObject,
    signal: AbortSignal,
    use: (from: string, to: string) => Promise<T>,
  ): Promise<T> =>
    withFiles(async (from, to) => {
      await pipeline(await read(), createWriteStream(from, { mode: 0o600 }), { signal })
      try {
        return await use(from, to)
      } catch (thrown) {
        throw thrown instanceof ParquetError && thrown.code === 'DATA' ? new UnreadableObjectError() : thrown
      }
    })

  const close = async (): Promise<void> => {
    isOpen = false
    await takeTurn(async () => undefined)
    instance?.closeSync()
    instance = undefined
  }

  return {
    extension: '.parquet',
    async open() {
      await close()
      await rm(folder, { recursive: true, force: true })
      isOpen = true
    },
    encode,
    count: (read, { sql }: Unwanted, signal) =>
      withCopy(read, signal, async (from) => {
        const [rows, found] = await query(countRows(from, sql), signal)
        return { records: Number(found), all: rows === found }
      }),
    rewrite: (read, { sql }, put, signal) =>
      withCopy(read, signal, async (from, to) => {
        await query(copyWithout(from, sql, to), signal)
        await put(createReadStream(to))
      }),
    close,
  }
}
