/** A folder for what need not outlive the machine: tests that wait for a disk at every write test the disk. */
import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system in memory, which outlives its processes as well. */
const MEMORY = '/dev/shm'

/**
 * A new one, in memory where there is room for so many bytes.
 *
 * @param {string} prefix of its name @param {number} bytes
 */
export const quickFolder = (prefix, bytes) =>
  mkdtempSync(join(freeBytes(MEMORY) >= bytes ? MEMORY : tmpdir(), prefix))

/** @param {string} folder */
function freeBytes(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // Not there, as on a Mac.
    return 0
  }
}
