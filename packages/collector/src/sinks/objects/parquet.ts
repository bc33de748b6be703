/**
 * Stores records as Parquet with the columns of the Athena table. DuckDB writes and reads it on a thread of
 * its own, where a writer in JavaScript would block requests. It works on files, so objects pass through a
 * temporary folder.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DuckDBInstance } from '@duckdb/node-api'
import type { StoredRecord } from '../../log/log.js'
import { createMutex } from '../../runtime/concurrency.js'
import { halveUntilAccepted } from '../../runtime/halve.js'
import { instanceOptions, interruptible, isRecordFault } from '../duckdb.js'
import { type ObjectFormat, type PutObject, type ReadObject, UnreadableObjectError } from './format.js'
import { toBlocks } from './json-lines.js'
import { copyWithout, countRows, toParquet } from './parquet-sql.js'

/** A batch has at most 64 MB; beyond this limit DuckDB spills to the folder. */
const MEMORY_LIMIT = '256MB'

/** DuckDB's messages quote the data, so none of them leaves this file. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError'
  constructor(readonly code: 'DATA' | 'DUCKDB' | 'CLOSED') {
    super(`Parquet could not be written or read: ${code}`)
  }
}

const isDataError = (thrown: unknown): boolean => thrown instanceof ParquetError && thrown.code === 'DATA'

/** @param folder holds temporary files; `open` empties it */
export function createParquet(folder: string): ObjectFormat {
  const mutex = createMutex()
  let isOpen = false
  /** Created when it is first needed: most sinks write JSON lines, and have Parquet at most to erase from. */
  let instance: DuckDBInstance | undefined
  let files = 0

  async function database(): Promise<DuckDBInstance> {
    if (!isOpen) throw new ParquetError('CLOSED')
    if (instance !== undefined) return instance
    const duckdb = await import('@duckdb/node-api')
    instance = await duckdb.DuckDBInstance.create(':memory:', {
      ...instanceOptions,
      threads: '1',
      memory_limit: MEMORY_LIMIT,
      temp_directory: join(folder, 'spill'),
    })
    return instance
  }

  /** Lends names of two temporary files. A name is used once: DuckDB may remember what it knew of a file. */
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

  /** Runs one statement at a time, since each takes one of the few threads that Node has for such work. */
  const query = (sql: string, signal: AbortSignal): Promise<readonly unknown[]> =>
    mutex.run(async () => {
      signal.throwIfAborted()
      const connection = await (await database()).connect()
      try {
        return await interruptible(
          connection,
          signal,
          async () => (await connection.runAndReadAll(sql)).getRowsJS()[0] ?? [],
        )
      } catch (thrown) {
        signal.throwIfAborted()
        throw new ParquetError(isRecordFault(thrown) ? 'DATA' : 'DUCKDB')
      } finally {
        connection.closeSync()
      }
    })

  /** @returns whether the file now holds exactly the records */
  async function convert(
    records: readonly StoredRecord[],
    from: string,
    to: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    await pipeline(Readable.from(toBlocks(records)), createWriteStream(from, { mode: 0o600 }), { signal })
    try {
      const [rows] = await query(toParquet(from, to), signal)
      // A line that is two objects, or none, is no error to DuckDB.
      return Number(rows) === records.length
    } catch (thrown) {
      if (isDataError(thrown)) return false
      throw thrown
    }
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
    const refused = new Set<StoredRecord>()
    await halveUntilAccepted(
      records,
      (part) => withFiles((from, to) => convert(part, from, to, signal)),
      (record) => refused.add(record),
    )
    const accepted = records.filter((record) => !refused.has(record))
    return [...refused, ...(await encode(accepted, put, signal))]
  }

  const withDownload = <T>(
    read: ReadObject,
    signal: AbortSignal,
    use: (from: string, to: string) => Promise<T>,
  ): Promise<T> =>
    withFiles(async (from, to) => {
      await pipeline(await read(), createWriteStream(from, { mode: 0o600 }), { signal })
      try {
        return await use(from, to)
      } catch (thrown) {
        throw isDataError(thrown) ? new UnreadableObjectError() : thrown
      }
    })

  const close = async (): Promise<void> => {
    isOpen = false
    await mutex.run(async () => undefined)
    instance?.closeSync()
    instance = undefined
  }

  return {
    extension: '.parquet',
    holdsEverything: false,
    async open() {
      await close()
      await rm(folder, { recursive: true, force: true })
      isOpen = true
    },
    encode,
    count: (read, { sql }, signal) =>
      withDownload(read, signal, async (from) => {
        const [rows, found] = await query(countRows(from, sql), signal)
        return { records: Number(found), isAll: rows === found }
      }),
    rewrite: (read, { sql }, put, signal) =>
      withDownload(read, signal, async (from, to) => {
        await query(copyWithout(from, sql, to), signal)
        await put(createReadStream(to))
      }),
    close,
  }
}
