/** Opens the durable log. The one place that knows which implementation it is. */
import { openLmdbLog } from './lmdb/open.js'
import type { Log } from './log.js'

export interface LogOptions {
  /** Folder of its own; made when missing. */
  readonly dir: string
  /** Bytes of records kept before appends are refused. */
  readonly maxBytes: number
  /** How long an event id is remembered. */
  readonly dedupeDays: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** @throws when another process has the log open, or the folder holds something else. */
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
