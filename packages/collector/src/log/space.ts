/**
 * Says how much the log may hold. Without a configured limit it follows the disk: the log takes half of what is
 * free there and of what its own files have already, so that an outage of a sink fills neither the disk nor
 * stops at a figure that somebody guessed. A reserve stays for the other files: stores, jobs and dead letters.
 */
import { readdirSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isMissing } from '../runtime/is-missing.js'

const MIB = 1024 ** 2
/** The other half is left to the stores, which get what the log holds when a sink works again. */
const SHARE = 0.5
/** The log may take so much in any case; on a disk that has less, the reserve decides. */
const MIN_LIMIT_BYTES = 16 * MIB
/** Is used where the file system does not say what is free. */
const UNKNOWN_LIMIT_BYTES = 4096 * MIB
/** The reserve of a disk of 1.25 GiB or more: room for a checkpoint of the embedded store and for small files. */
const RESERVE_BYTES = 64 * MIB
const RESERVE_SHARE = 0.05
/** The log counts as full when no ordinary batch fits any more. */
const FULL_SHARE = 0.01
const FULL_BYTES = MIB

/** All figures are bytes. */
export interface DiskFigures {
  /** Counts the bytes that this user may still write. */
  readonly free: number
  readonly total: number
  /** Counts the bytes that the files of the log have taken from the disk. */
  readonly logFiles: number
}

/** @returns undefined where the file system does not say */
export type ReadDisk = (dir: string) => DiskFigures | undefined

export interface LogSpaceOptions {
  /** The folder of the log, which need not exist yet; then its parent does. */
  readonly dir: string
  /** The configured limit of the log in bytes; undefined follows the disk. */
  readonly maxBytes: number | undefined
  readonly readDisk?: ReadDisk
}

export interface LogSpace {
  /** Returns how many bytes of records the log may hold, as of the last check. */
  limit(): number
  /** Says whether `bytes` of records leave no room for an ordinary batch. */
  isFull(bytes: number): boolean
  /** Says whether only the reserve is left on the disk, as of the last check. */
  isDiskFull(): boolean
  /** Returns the free bytes of the disk as of the last check; undefined where they are not known. */
  diskFree(): number | undefined
  /** Reads the disk again. */
  check(): void
}

export function createLogSpace({ dir, maxBytes, readDisk = readDiskOf }: LogSpaceOptions): LogSpace {
  let disk = readDisk(dir)

  const limit = (): number => {
    if (maxBytes !== undefined) return maxBytes
    if (disk === undefined) return UNKNOWN_LIMIT_BYTES
    return Math.max(MIN_LIMIT_BYTES, Math.floor((disk.free + disk.logFiles) * SHARE))
  }

  return {
    limit,
    isFull: (bytes) => limit() - bytes < Math.min(FULL_BYTES, limit() * FULL_SHARE),
    isDiskFull: () =>
      disk !== undefined && disk.free < Math.min(RESERVE_BYTES, Math.floor(disk.total * RESERVE_SHARE)),
    diskFree: () => disk?.free,
    check() {
      disk = readDisk(dir)
    },
  }
}

function readDiskOf(dir: string): DiskFigures | undefined {
  const files = sizesIn(dir)
  const { bavail, blocks, bsize } = statfsSync(files === undefined ? dirname(dir) : dir)
  if (blocks === 0) return undefined
  return { free: bavail * bsize, total: blocks * bsize, logFiles: files ?? 0 }
}

/** @returns undefined when there is no such folder */
function sizesIn(dir: string): number | undefined {
  try {
    // A file of which only parts were written takes less than its size.
    return readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).blocks * 512, 0)
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw thrown
  }
}
