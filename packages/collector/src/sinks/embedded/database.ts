/**
 * Opens the DuckDB file with its limits and its folder for temporary files. There is one instance, since no
 * second one can have the file; one of its connections writes, others read.
 */
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { PRIVATE_FOLDER } from '../../runtime/private-files.js'
import { instanceOptions } from '../duckdb.js'
import { markCopyDue, removeUnfinishedCopy } from './compact-file.js'
import { type Connection, type OpenEngine, openEngineHere } from './engine.js'
import { evolve } from './evolve.js'
import { createReaders, type Readers } from './readers.js'

export interface EmbeddedSettings {
  /** DuckDB has this many threads of its own. A statement also uses the thread of Node that runs it. */
  readonly threads: number
  /** Written as DuckDB takes it, such as `1GB`. Beyond it queries spill to the folder for temporary files. */
  readonly memoryLimit: string
}

/**
 * A second thread halves the time of most reports, where there is a core for it. It is dear to batches, whose threads
 * wait for each other: they took a tenth to a fifth more processor time, so that two is the most.
 */
export const defaultSettings: EmbeddedSettings = {
  threads: Math.min(2, availableParallelism()),
  memoryLimit: '1GB',
}

/** Each may occupy one of the four threads that Node has for files by default; the writer takes another. */
const READ_CONNECTIONS = 2

export interface Database {
  readonly file: string
  readonly writer: Connection
  readonly readers: Readers
  /** Holds temporary files, each of which DuckDB reads once. */
  readonly folder: string
  close(): Promise<void>
}

/** Returns the path of the file. */
export const embeddedFile = (dataDir: string): string => join(dataDir, 'embedded.duckdb')

export async function openDatabase(
  dataDir: string,
  settings: EmbeddedSettings,
  openEngine: OpenEngine = openEngineHere,
): Promise<Database> {
  const folder = join(dataDir, 'embedded.tmp')
  // Files that a crash left there were not committed; the log still holds their records.
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
  const file = embeddedFile(dataDir)
  await removeUnfinishedCopy(file)
  const engine = await openEngine(file, {
    ...instanceOptions,
    threads: String(settings.threads),
    memory_limit: settings.memoryLimit,
    temp_directory: join(folder, 'spill'),
    // Each checkpoint compresses the last row group of each table anew. Measured on batches of 10,000 rows of
    // 55 columns: 20 µs a row with the default of 16MB, 12 with 128MB. The price is some seconds of replay
    // after a crash.
    checkpoint_threshold: '128MB',
  })
  try {
    const writer = await engine.connect()
    // An erasure must not leave there what the tables said of a session.
    if (await evolve(writer)) await markCopyDue(file)
    const readers = createReaders(() => engine.connect(), READ_CONNECTIONS)
    return {
      file,
      writer,
      readers,
      folder,
      async close() {
        await readers.close()
        // Closing would make a checkpoint too, but would block the process. If this one fails, the next open
        // makes one.
        await Promise.allSettled([writer.run('CHECKPOINT')])
        writer.close()
        await engine.close()
      },
    }
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
}
