/** Opens the durable log. Only this file knows which implementation it is. */
import { join } from 'node:path'
import type { DataUpgrade } from '../config/data-folder.js'
import { openLmdbLog } from './lmdb/open.js'
import { salvageLog } from './lmdb/salvage.js'
import { encryptLog } from './lmdb/upgrade.js'
import type { Log } from './log.js'
import type { LogOptions } from './options.js'

/** @throws when another process has the log open, or the folder holds something else */
export const openLog = (options: LogOptions): Promise<Log> => openLmdbLog(options)

/** Upgrades of the data folder that concern its log, which is in the folder `log`. */
export const logUpgrades: readonly DataUpgrade[] = [
  {
    from: 1,
    what: 'encrypts the log, so that what is removed from it can be made unreadable',
    run: (dir, progress) => encryptLog(join(dir, 'log'), progress),
  },
]

export { DamagedLogError } from './lmdb/check-file.js'
export type {
  AppendResult,
  Log,
  LogBatch,
  LogRange,
  LogStats,
  NewRecord,
  ReaderStats,
  ReadLimit,
  RecordHeader,
  StoredRecord,
} from './log.js'
export { LogFullError } from './log.js'
export type { LogDamage, LogOptions } from './options.js'
export { refuseOnFullDisk } from './refuse-on-full-disk.js'
export { createLogSpace, type LogSpace } from './space.js'
export { salvageLog }
