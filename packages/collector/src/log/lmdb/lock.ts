/**
 * One process per log: cursors, claims and figures are kept in memory. The lock file names the process; the
 * file of a process that is gone, or of this one before a restart under the same number (process 1 of a
 * container), is taken over.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const openHere = new Set<string>()

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @returns the function that gives the lock back. */
export const lockFolder = (dir: string): (() => void) => {
  const file = join(resolve(dir), 'owner.pid')
  if (openHere.has(file)) throw new Error('this log is already open in this process')
  const take = (): boolean => {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
      throw error
    }
  }
  if (!take()) {
    const owner = Number(readFileSync(file, 'utf8'))
    if (Number.isInteger(owner) && owner > 0 && owner !== process.pid && isAlive(owner)) {
      throw new Error(`the log in ${dir} is open in process ${owner}; one collector per data folder`)
    }
    rmSync(file, { force: true })
    if (!take()) throw new Error(`the log in ${dir} was opened by another process just now`)
  }
  openHere.add(file)
  return () => {
    openHere.delete(file)
    rmSync(file, { force: true })
  }
}
