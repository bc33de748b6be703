/**
 * Servers are fetched once and kept outside the work tree. A folder of the cache is whole or not there: an install
 * is made beside it and renamed at its end, and a second run waits for the first instead of building again.
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
 * @param {(folder: string) => Promise<string | undefined>} make fills an empty folder; says what went wrong
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

/** True when the lock is ours; one that a dead process left is removed for the next try. */
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
    if (error.code === 'ENOENT') return process.pid // just released: ask again
    throw error
  }
}

function isAlive(pid) {
  // Empty between creation and write: its owner is at work.
  if (!(pid > 0)) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
