/**
 * Allows one process per folder, since a process holds the state of its files in memory. The
 * lock file names the process. The file of a process that has ended is taken over, and so is one with the
 * number of this process, which a container gives again after a restart.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorCode } from '@hushlog/base'

const lockedHere = new Set<string>()

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // The process lives and belongs to another user.
    return errorCode(error) === 'EPERM'
  }
}

/**
 * @param what names what the folder holds, for the messages of errors
 * @returns releases the lock
 * @throws when another process that is alive, or another caller in this process, holds the lock
 */
export const lockFolder = (dir: string, what: string): (() => void) => {
  const file = join(resolve(dir), 'owner.pid')
  if (lockedHere.has(file)) throw new Error(`${what} in ${dir} is already open in this process`)
  const tryToLock = (): boolean => {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false
      throw error
    }
  }
  if (!tryToLock()) {
    const owner = Number(readFileSync(file, 'utf8'))
    if (Number.isInteger(owner) && owner > 0 && owner !== process.pid && isAlive(owner))
      throw new Error(`${what} in ${dir} is open in process ${owner}; one collector per data folder`)
    rmSync(file, { force: true })
    if (!tryToLock()) throw new Error(`${what} in ${dir} was opened by another process just now`)
  }
  lockedHere.add(file)
  return () => {
    lockedHere.delete(file)
    rmSync(file, { force: true })
  }
}
