/**
 * Decides whose folder in the spool is whose. Each client has a folder of its own, named for its host and process, and
 * touches it while it runs. An abandoned folder is taken over by renaming it, which only one of several clients can do.
 */
import { randomBytes } from 'node:crypto'
import { errorCode, SECOND } from '@hushlog/base'
import { builtin } from '../builtin.js'

/** Time between two touches of a client's own folder, in milliseconds. */
export const TOUCH_INTERVAL = 30 * SECOND
/** A folder without a touch for this long is abandoned, when its process id says nothing about its owner. */
const SILENCE_ELSEWHERE = 4 * TOUCH_INTERVAL
/** The same for a running process of this host, since the system may have given the process id to another process. */
const SILENCE_HERE = 20 * TOUCH_INTERVAL

interface Identity {
  readonly host: string
  /**
   * Identifies this thread. A container that is started again has the same host name and process id as before,
   * and so has another thread of this process.
   */
  readonly token: string
}

let identity: Identity | undefined

/** Returns who this thread is. Nothing is drawn or asked for before the first spool: some runtimes refuse it. */
function self(): Identity {
  identity ??= {
    host:
      builtin('node:os')
        .hostname()
        .replaceAll(/[^\w.-]/g, '_') || 'host',
    token: randomBytes(6).toString('hex'),
  }
  return identity
}

/** Matches host, process id, token and number. `released` replaces the host after its client was shut down. */
const NAME = /^([\w.-]+)~(\d+)~([0-9a-f]{12})~(\d+)$/
const RELEASED = 'released'
let count = 0

export const newFolderName = (): string => nameFor(self().host)
export const releasedFolderName = (): string => nameFor(RELEASED)
const nameFor = (host: string): string => `${host}~${process.pid}~${self().token}~${++count}`

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
    return now - builtin('node:fs').statSync(folder).mtimeMs
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
  const own = self()
  if (host !== own.host) return silenceOf(folder, now) > SILENCE_ELSEWHERE
  if (Number(pid) === process.pid) return token !== own.token && silenceOf(folder, now) > SILENCE_ELSEWHERE
  return !isRunning(Number(pid)) || silenceOf(folder, now) > SILENCE_HERE
}
