/** Opens the durable log. Only this file knows which implementation it is. */
import { openLmdbLog } from './lmdb/open.js'
import type { Log } from './log.js'
import type { LogOptions } from './options.js'

/** @throws when another process has the log open, or the folder holds something else */
export const openLog = (options: LogOptions): Promise<Log> => openLmdbLog(options)

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
export type { LogOptions } from './options.js'
