/**
 * The DuckDB file, its limits and its folder for passing files. One instance, since a second one cannot have
 * the file; one connection that writes, others that read.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { removeUnfinishedCopy } from './erase.js'
import { evolve } from './evolve.js'
import { createReaders, type Readers } from './readers.js'

export interface EmbeddedSettings {
  /** Beside those that Node lends: a statement always has one of its own. */
  readonly threads: number
  /** As DuckDB writes it, such as `1GB`. Beyond it queries spill to the folder for passing files. */
  readonly memoryLimit: string
}

/**
 * One thread is DuckDB's word for none of its own: a batch runs on one of Node's, and so do two reports beside it.
 * With two, a batch of 1,000 rows took 80 µs a row in place of 56, since they wait for each other.
 */
export const defaultSettings: EmbeddedSettings = { threads: 1, memoryLimit: '1GB' }

/** Each may hold one of the four threads that Node has for files; the writer takes another. */
const READ_CONNECTIONS = 2

export interface Database {
  readonly file: string
  readonly writer: DuckDBConnection
  readonly readers: Readers
  /** For files that are written, read once by DuckDB and removed. */
  readonly folder: string
  close(): Promise<void>
}

export async function openDatabase(dataDir: string, settings: EmbeddedSettings): Promise<Database> {
  const folder = join(dataDir, 'embedded.tmp')
  // What a crash left there was not committed and comes again from the log.
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const file = join(dataDir, 'embedded.duckdb')
  await removeUnfinishedCopy(file)
  const instance = await DuckDBInstance.create(file, {
    threads: String(settings.threads),
    memory_limit: settings.memoryLimit,
    temp_directory: join(folder, 'spill'),
    // Nothing is fetched from a network, ever.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // Each checkpoint compresses the last row group of each table anew. Measured on batches of 10,000 rows of 55
    // columns: 20 µs a row with the default of 16MB, 12 with 128MB. The price is some seconds of replay after a
    // crash.
    checkpoint_threshold: '128MB',
    // Files are read once; caching them would only take memory.
    enable_external_file_cache: 'false',
  })
  try {
    const writer = await instance.connect()
    await evolve(writer)
    const readers = createReaders(() => instance.connect(), READ_CONNECTIONS)
    return {
      file,
      writer,
      readers,
      folder,
      async close() {
        await readers.close()
        // Here it does not block the process; closing would do it too. What fails now is done at the next open.
        await Promise.allSettled([writer.run('CHECKPOINT')])
        writer.closeSync()
        instance.closeSync()
      },
    }
  } catch (thrown) {
    instance.closeSync()
    throw thrown
  }
}
