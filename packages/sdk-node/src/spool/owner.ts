/**
 * Decides whose folder in the spool is whose. Each client has a folder of its own, named for its host and process, and
 * touches it while it runs. An abandoned folder is taken over by renaming it, which only one of several clients can do.
 */
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { hostname } from 'node:os'
import { errorCode, SECOND } from '@hushlog/base'

/** Time between two touches of a client's own folder, in milliseconds. */
export const TOUCH_INTERVAL = 30 * SECOND
/** A folder without a touch for this long is abandoned, when its process id says nothing about its owner. */
const SILENCE_ELSEWHERE = 4 * TOUCH_INTERVAL
/** The same for a running process of this host, since the system may have given the process id to another process. */
const SILENCE_HERE = 20 * TOUCH_INTERVAL

/**
 * Identifies this thread. A container that is started again has the same host name and process id as before, and so has
 * another thread of this process.
 */
const TOKEN = randomBytes(6).toString('hex')
const HOST = hostname().replaceAll(/[^\w.-]/g, '_') || 'host'
/** Matches host, process id, token and number. `released` replaces the host after its client was shut down. */
const NAME = /^([\w.-]+)~(\d+)~([0-9a-f]{12})~(\d+)$/
const RELEASED = 'released'
let count = 0

export const newFolderName = (): string => `${HOST}~${process.pid}~${TOKEN}~${++count}`
export const releasedFolderName = (): string => `${RELEASED}~${process.pid}~${TOKEN}~${++count}`

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user refuses the signal with EPERM.
    return errorCode(error) === 'EPERM'
  }
}

/** Returns the milliseconds since the last touch. */
function silenceOf(folder: string, now: number): number {
  try {
    return now - statSync(folder).mtimeMs
  } catch {
    // Another client has just taken the folder.
    return 0
  }
}

/** @returns whether a folder's owner is gone; false for any folder that no client has made */
export function isAbandoned(name: string, folder: string, now: number): boolean {
  const [, host, pid, token] = NAME.exec(name) ?? []
  if (host === undefined || token === undefined) return false
  if (host === RELEASED) return true
  if (host !== HOST) return silenceOf(folder, now) > SILENCE_ELSEWHERE
  if (Number(pid) === process.pid) return token !== TOKEN && silenceOf(folder, now) > SILENCE_ELSEWHERE
  return !isRunning(Number(pid)) || silenceOf(folder, now) > SILENCE_HERE
}
