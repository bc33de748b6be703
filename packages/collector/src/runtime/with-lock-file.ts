/** Lets one process at a time change a file that several replace as a whole. */
import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { errorCode, SECOND } from '@hushlog/base'

/** A change takes milliseconds, so that an older lock file was left by a process that was killed. */
const STALE_MS = 10 * SECOND
const WAIT_MS = 20
const GIVE_UP_MS = 20 * SECOND

const pause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

const isStale = (lock: string): boolean => {
  const stats = statSync(lock, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs > STALE_MS
}

/**
 * Runs `change` while no other process changes the file. It waits, and so must not be used while requests are
 * answered unless changes are rare.
 *
 * @throws Error when another process holds the lock for longer than a change can take
 */
export function withLockFile<Result>(path: string, change: () => Result): Result {
  const lock = `${path}.lock`
  for (let waited = 0; ; waited += WAIT_MS) {
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      break
    } catch (thrown) {
      if (errorCode(thrown) !== 'EEXIST') throw thrown
      if (isStale(lock)) rmSync(lock, { force: true })
      else if (waited > GIVE_UP_MS) throw new Error(`another process changes ${path}; try again`)
      else pause(WAIT_MS)
    }
  }
  try {
    return change()
  } finally {
    rmSync(lock, { force: true })
  }
}
