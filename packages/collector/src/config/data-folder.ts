/**
 * The version of everything that the collector stores in its data folder, in `format.json`. A folder of a
 * newer version is refused before anything in it is opened; one of an older version is upgraded at the start.
 * Folders that were made before this file existed have version 1.
 */

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '@hushlog/base'
import { isMissing } from '../runtime/is-missing.js'
import { lockFolder } from '../runtime/lock-folder.js'
import type { Logger } from '../runtime/logger.js'
import {
  type NetworkFileSystem,
  networkFileSystem,
  type ReadFileSystemType,
} from '../runtime/network-folder.js'
import { tightenFolder } from '../runtime/private-files.js'
import { replaceFile } from '../runtime/replace-file.js'

/**
 * The version that this collector writes. It grows with each change that an earlier collector cannot read.
 */
export const DATA_VERSION = 2

/** Brings a data folder to the next version. After a crash it runs again, so that it must be idempotent. */
export interface DataUpgrade {
  /** The version that it upgrades from. */
  readonly from: number
  /** Says what it changes, for the operator's log. */
  readonly what: string
  /** @param progress reports how much is done, as a count of steps */
  run(dir: string, progress: (done: number, total: number) => void): Promise<void>
}

export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
}

export interface DataFolderOptions {
  readonly logger: Pick<Logger, 'info' | 'warn'>
  /** The version to bring the folder to; the default is `DATA_VERSION`. */
  readonly version?: number
  /** There is one for each version before `DATA_VERSION`, unless that version needs a command. */
  readonly upgrades?: readonly DataUpgrade[]
  /** Only tests replace it. */
  readonly fileSystemType?: ReadFileSystemType
}

const fileOf = (dir: string): string => join(dir, 'format.json')

/** Returns undefined for a folder without `format.json`. */
function readVersion(dir: string): number | undefined {
  let text: string
  try {
    text = readFileSync(fileOf(dir), 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw thrown
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    parsed = undefined // refused below, like every other content that names no version
  }
  if (isObject(parsed) && Number.isSafeInteger(parsed.version) && Number(parsed.version) > 0)
    return Number(parsed.version)
  throw new DataFolderError(`${fileOf(dir)} is damaged: it names no version. Restore it from a backup.`)
}

/**
 * Checks that this collector can read a data folder, which need not exist yet.
 *
 * @returns the folder's version
 * @throws DataFolderError when the folder is of a newer version, or its version cannot be read
 */
export function checkDataFolder(dir: string, version: number = DATA_VERSION): number {
  const found = readVersion(dir) ?? 1
  if (found <= version) return found
  throw new DataFolderError(
    `the data folder ${dir} has format version ${found}, and this collector supports versions up to ${version}. ` +
      'Start the collector version that last used the folder, or a newer one; or restore a backup of the folder ' +
      'that was made before it was upgraded.',
  )
}

/**
 * Makes a data folder when it is missing, locks it, checks it and upgrades an older one.
 *
 * @returns releases the folder; nothing in it may be open then
 * @throws FolderLockedError when another collector uses the folder
 * @throws DataFolderError as `checkDataFolder`, or when there is no upgrade for the folder's version
 */
export async function openDataFolder(dir: string, options: DataFolderOptions): Promise<() => void> {
  const { logger, version = DATA_VERSION, upgrades = [], fileSystemType } = options
  checkDataFolder(dir, version)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const release = await lockFolder(dir, 'the data folder')
  try {
    closeToOthers(dir, logger)
    const network = networkFileSystem(dir, fileSystemType)
    if (network !== undefined) warnOfNetwork(dir, network, logger)
    // Another process may have upgraded the folder before it was locked.
    const found = isUnused(dir) ? version : checkDataFolder(dir, version)
    if (found < version) await upgrade(dir, found, version, upgrades, logger)
    if (readVersion(dir) === undefined) await writeVersion(dir, version)
    // Collectors before this lock left the number of their process here.
    rmSync(join(dir, 'log', 'owner.pid'), { force: true })
    return release
  } catch (thrown) {
    release()
    throw thrown
  }
}

function warnOfNetwork(
  dir: string,
  { name, isSure }: NetworkFileSystem,
  logger: DataFolderOptions['logger'],
): void {
  const fields = { data_dir: dir, file_system: name }
  if (isSure) logger.warn(fields, 'the data folder is on a network file system, which is not supported')
  else logger.warn(fields, 'the data folder may be on a network file system, which is not supported')
}

function closeToOthers(dir: string, logger: DataFolderOptions['logger']): void {
  const { tightened, failed } = tightenFolder(dir)
  const fields = { data_dir: dir, tightened, failed }
  if (failed > 0)
    logger.warn(fields, 'other users may read files of the data folder: their modes could not be changed')
  else if (tightened > 0) logger.info(fields, 'files of the data folder were closed to other users')
}

/** Says whether nothing was stored in a folder yet, so that there is nothing to upgrade. */
const isUnused = (dir: string): boolean =>
  readVersion(dir) === undefined && !['log', 'embedded.duckdb'].some((name) => existsSync(join(dir, name)))

async function upgrade(
  dir: string,
  found: number,
  version: number,
  upgrades: readonly DataUpgrade[],
  logger: DataFolderOptions['logger'],
): Promise<void> {
  for (let from = found; from < version; from++) {
    const step = upgrades.find((each) => each.from === from)
    if (step === undefined)
      throw new DataFolderError(
        `the data folder ${dir} has format version ${from}, which this collector cannot upgrade. ` +
          'Start an earlier collector version that supports it once, then this one.',
      )
    const fields = { from, to: from + 1, what: step.what }
    logger.info(fields, 'upgrading the data folder')
    await step.run(dir, (done, total) => logger.info({ ...fields, done, total }, 'upgrading the data folder'))
    await writeVersion(dir, from + 1)
    logger.info(fields, 'upgraded the data folder')
  }
}

const writeVersion = (dir: string, version: number): Promise<void> =>
  replaceFile(fileOf(dir), `${JSON.stringify({ version })}\n`)
