/**
 * Allows one process per folder, since a process holds the state of its files in memory. The operating system
 * holds the lock and releases it when the process ends, however it ends; it also works between containers that
 * share the folder on one machine, where process numbers mean nothing.
 *
 * Node has no call for such a lock, and DuckDB has: it locks its file by `fcntl` while it is open. A database
 * that stays empty serves as the lock's file. Nothing else in this process may open that file: by POSIX,
 * closing it there would release the lock.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { errorCode } from '@hushlog/base'

/** The lock's file in a folder. */
const LOCK_FILE = 'collector.lock'
/** The database stays empty, so that it needs neither threads nor memory. */
const SMALL = { threads: '1', memory_limit: '16MB', autoload_known_extensions: 'false' }
const OWNER_ONLY = 0o600
/** File systems without links answer with one of these; there DuckDB makes the file in its place. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']

/**
 * A process could lock the same file twice, so that it remembers what it locked, also for other copies of this
 * module. What is remembered is not collected, which would close the file.
 */
const REGISTRY = Symbol.for('hushlog.locked-folders')
const lockedHere = (): Map<string, DuckDBInstance | undefined> => {
  const shared = globalThis as { [REGISTRY]?: Map<string, DuckDBInstance | undefined> }
  shared[REGISTRY] ??= new Map()
  return shared[REGISTRY]
}

export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError'
}

/**
 * @param dir must exist
 * @param what names what the folder holds, for the messages of errors
 * @returns releases the lock
 * @throws FolderLockedError when another process that is alive, or another caller in this process, holds the lock
 * @throws Error when the lock's file cannot be used
 */
export async function lockFolder(dir: string, what: string): Promise<() => void> {
  const path = join(realpathSync(dir), LOCK_FILE)
  const locked = lockedHere()
  if (locked.has(path)) throw new FolderLockedError(`${what} ${dir} is already open in this process`)
  locked.set(path, undefined)
  try {
    if (!existsSync(path)) await makeLockFile(path)
    const database = await DuckDBInstance.create(path, SMALL)
    locked.set(path, database)
    return () => {
      if (locked.delete(path)) database.closeSync()
    }
  } catch (thrown) {
    locked.delete(path)
    throw describe(thrown, path, dir, what)
  }
}

/**
 * Makes the file under another name first, so that it is never there in part: a process that dies here, or a
 * second one that does the same, leaves a file that can be locked.
 */
async function makeLockFile(path: string): Promise<void> {
  const incomplete = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const database = await DuckDBInstance.create(incomplete, SMALL)
    database.closeSync()
    chmodSync(incomplete, OWNER_ONLY)
    const file = openSync(incomplete, 'r+')
    fsyncSync(file)
    closeSync(file)
    linkSync(incomplete, path)
  } catch (thrown) {
    const code = errorCode(thrown) ?? ''
    if (code !== 'EEXIST' && !NO_LINKS.includes(code)) throw thrown
  } finally {
    rmSync(incomplete, { force: true })
  }
}

/** DuckDB has no codes; its messages are read, and not passed on. */
function describe(thrown: unknown, path: string, dir: string, what: string): Error {
  const message = thrown instanceof Error ? thrown.message : ''
  if (message.includes('Could not set lock')) {
    const pid = Number(/PID (\d+)/.exec(message)?.[1] ?? 0)
    // The system gives 0 for a process that this one cannot see.
    const owner = pid > 0 ? `process ${pid}` : 'a process of another container'
    return new FolderLockedError(
      `${what} ${dir} is open in ${owner}; one collector per data folder. ` +
        'Stop that one, or give this one a folder of its own with data_dir or HUSHLOG_DATA_DIR',
    )
  }
  if (/not a valid DuckDB|not read enough bytes|[Cc]orrupt/.test(message))
    return new Error(
      `${path} is damaged. It holds no data: make sure that no collector uses the folder, remove the file and start again`,
    )
  const code =
    errorCode(thrown) ?? /\b(No space left|Permission denied|Read-only|No locks available)/.exec(message)?.[0]
  return new Error(`${what} ${dir} cannot be locked: ${code ?? 'unknown error'} (${path})`, { cause: thrown })
}
