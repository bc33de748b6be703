/**
 * Whose folder it is. Each client has one of its own in the spool, named for its host and process, and touches it while it
 * lives; the folder of one that is gone is taken over by renaming it, which only one of several can do.
 */
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { hostname } from 'node:os'

/** Milliseconds between two touches of an own folder. */
export const TOUCH = 30_000
/** Where the process id does not tell whether its owner lives. */
const SILENT_ELSEWHERE = 4 * TOUCH
/** On this host the process id tells; but it may have been given to another process meanwhile. */
const SILENT_HERE = 20 * TOUCH

/**
 * Of this thread. A container that is started again has the same host name and process id, and so has another thread of this
 * process: between the two only silence tells.
 */
const TOKEN = randomBytes(6).toString('hex')
const HOST = hostname().replaceAll(/[^\w.-]/g, '_') || 'host'
/** Host, process, token and number; `released` instead of a host when its client was shut down. */
const NAME = /^([\w.-]+)~(\d+)~([0-9a-f]{12})~(\d+)$/
const RELEASED = 'released'
let count = 0

export const newOwnName = (): string => `${HOST}~${process.pid}~${TOKEN}~${++count}`
export const releasedName = (): string => `${RELEASED}~${process.pid}~${TOKEN}~${++count}`

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function silence(folder: string, now: number): number {
  try {
    return now - statSync(folder).mtimeMs
  } catch {
    // Someone else has just taken it.
    return 0
  }
}

/** Whether nobody will come back for the folder; false for everything that is no folder of a client. */
export function isAbandoned(name: string, folder: string, now: number): boolean {
  const [, host, pid, token] = NAME.exec(name) ?? []
  if (host === undefined || token === undefined) return false
  if (host === RELEASED) return true
  if (host !== HOST) return silence(folder, now) > SILENT_ELSEWHERE
  if (Number(pid) === process.pid) return token !== TOKEN && silence(folder, now) > SILENT_ELSEWHERE
  return !isRunning(Number(pid)) || silence(folder, now) > SILENT_HERE
}
