/**
 * Makes folders in memory for data that need not outlive the machine, so that tests do not wait for a disk.
 */
import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system in memory; its files outlive the processes that write them. */
const MEMORY = '/dev/shm'

/**
 * Makes a folder, in memory if so many bytes are free there, else on the disk.
 *
 * @param {string} prefix of its name
 * @param {number} bytes that it may have to hold
 */
export const memoryFolder = (prefix, bytes) =>
  mkdtempSync(join(freeBytes(MEMORY) >= bytes ? MEMORY : tmpdir(), prefix))

/** @param {string} folder */
function freeBytes(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0 // There is no such file system, as on a Mac.
  }
}
