/**
 * Keeps files from other users of the machine: the owner may do everything, the group at most read. Modes that
 * are given when a file is made hold under any umask; libraries that make files by themselves need the umask.
 */
import { chmodSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export const PRIVATE_FILE = 0o640
export const PRIVATE_FOLDER = 0o750
/** These bits of a mode are never set: writing by the group, and everything for others. */
const NOT_PRIVATE = 0o027

/** Makes files of this process private, whatever library makes them. Call it in a process of one's own only. */
export const makeFilesPrivate = (): void => {
  process.umask(process.umask() | NOT_PRIVATE)
}

export interface Tightened {
  /** Counts the files and folders that others could use, and now cannot. */
  readonly tightened: number
  /** Counts those that could not be changed or read. */
  readonly failed: number
}

/** Takes from others what they may do with a folder and everything in it. Links are left alone. */
export function tightenFolder(dir: string): Tightened {
  let tightened = 0
  let failed = 0
  const visit = (path: string): void => {
    try {
      const stats = lstatSync(path)
      const isFolder = stats.isDirectory()
      if (!isFolder && !stats.isFile()) return
      const mode = stats.mode & 0o7777
      const privateMode = mode & ~(isFolder ? 0 : 0o111) & ~NOT_PRIVATE
      if (mode !== privateMode) {
        chmodSync(path, privateMode)
        tightened++
      }
      if (isFolder) for (const name of readdirSync(path)) visit(join(path, name))
    } catch {
      // The file belongs to somebody else, or is gone: the caller says how many there are.
      failed++
    }
  }
  visit(dir)
  return { tightened, failed }
}

/**
 * Says whether the group may write to a folder, or others may use it. Returns false when there is none, or when it
 * cannot be looked at: whoever uses the folder meets that fault.
 */
export function isOpenToOthers(dir: string): boolean {
  try {
    const stats = lstatSync(dir)
    return stats.isDirectory() && (stats.mode & NOT_PRIVATE) !== 0
  } catch {
    return false
  }
}
