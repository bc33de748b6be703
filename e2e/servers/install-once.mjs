/**
 * Installs servers once, outside the work tree. A folder of the cache is complete or absent: an install
 * happens beside it and is renamed at its end, and a second run waits for the first instead of installing
 * again.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {{ ready: true } | { reason: string }} Installed */

const cache = process.env.HUSHLOG_TEST_CACHE ?? join(homedir(), '.cache/hushlog')

/** @param {string} name */
export const installFolder = (name) => join(cache, name)

/**
 * @param {string} name of the folder, with the version
 * @param {(folder: string) => Promise<string | undefined>} make fills an empty folder, and returns what went
 *   wrong
 * @returns {Promise<Installed>}
 */
export async function installOnce(name, make) {
  const folder = installFolder(name)
  const lock = `${folder}.lock`
  const partial = `${folder}.partial`
  mkdirSync(cache, { recursive: true })
  for (;;) {
    if (existsSync(folder)) return { ready: true }
    if (take(lock)) break
    await sleep(1000)
  }
  try {
    if (existsSync(folder)) return { ready: true }
    rmSync(partial, { recursive: true, force: true })
    mkdirSync(partial)
    const wrong = await make(partial)
    if (wrong !== undefined) return { reason: wrong }
    renameSync(partial, folder)
    return { ready: true }
  } finally {
    rmSync(partial, { recursive: true, force: true })
    rmSync(lock, { force: true })
  }
}

/**
 * Returns whether this process has the lock. It removes the lock of a process that has died, for the next
 * attempt.
 */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isAlive(readOwner(lock))) rmSync(lock, { force: true })
  return false
}

function readOwner(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return process.pid // The lock was just released.
    throw error
  }
}

function isAlive(pid) {
  // The file is empty between its creation and its first write: its owner lives.
  if (!(pid > 0)) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
