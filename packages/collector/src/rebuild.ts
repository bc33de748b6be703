/** Rebuilds a damaged log or embedded store while the collector does not run. */
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { CollectorConfig } from './config/config.js'
import { openDataFolder } from './config/data-folder.js'
import { logUpgrades, openLog, salvageLog } from './log/index.js'
import type { Log, LogRange, NewRecord } from './log/log.js'
import type { Logger } from './runtime/logger.js'
import { embeddedFile, embeddedSinkOf, objectSourcesOf } from './sinks/index.js'
import type { Sink } from './sinks/sink.js'

/** Records of one batch. */
const BATCH = 10_000

export class RebuildError extends Error {
  override readonly name = 'RebuildError'
}

export interface RebuiltLog {
  readonly setAside: string
  readonly records: number
  readonly lost: readonly LogRange[]
  readonly hasReaders: boolean
  readonly hasAllIds: boolean
}

export interface RebuiltStore {
  /** Names the files that were set aside. */
  readonly setAside: readonly string[]
  /** Counts the records that were read, by the name of the sink whose objects they came from. */
  readonly sources: Readonly<Record<string, number>>
  /** Counts lines and objects that could not be read. */
  readonly unreadable: number
  /** Counts objects of formats that cannot be read back. */
  readonly skipped: number
  /** Counts the records that the store takes from the log at the next start. */
  readonly waiting: number
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * Holds the data folder while `work` runs.
 *
 * @throws FolderLockedError when a collector uses the folder
 */
async function withFolder<T>(config: CollectorConfig, work: () => Promise<T>): Promise<T> {
  const release = await openDataFolder(config.dataDir, { logger: silent, upgrades: logUpgrades })
  try {
    return await work()
  } finally {
    release()
  }
}

/** @throws RebuildError when there is no log */
export const rebuildLog = (config: CollectorConfig): Promise<RebuiltLog> =>
  withFolder(config, async () => {
    const salvaged = await salvageLog(join(config.dataDir, 'log'), Date.now())
    if (salvaged === undefined) throw new RebuildError(`there is no log in ${config.dataDir}`)
    return salvaged
  })

async function setAside(file: string): Promise<string[]> {
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const moved: string[] = []
  for (const each of [file, `${file}.wal`]) {
    if (!existsSync(each)) continue
    const target = `${each}.damaged-${time}`
    await rename(each, target)
    moved.push(target)
  }
  return moved
}

/** Writes records under sequence numbers of their own: the store knows them by id. */
function createFeed(sink: Sink, signal: AbortSignal) {
  let next = 1
  return async (records: readonly NewRecord[]): Promise<void> => {
    for (let at = 0; at < records.length; at += BATCH) {
      const part = records.slice(at, at + BATCH).map((record, i) => ({ ...record, sequence: next + i }))
      const range = { from: next, to: next + part.length - 1 }
      await sink.write({ log: 'rebuild', range, records: part }, signal)
      next = range.to + 1
    }
  }
}

/** Makes the store begin at the oldest record of the log. @returns how many records wait for it there */
async function beginAtOldest(log: Log, sink: Sink, signal: AbortSignal): Promise<number> {
  await log.openReader(sink.name)
  await log.rewind(sink.name, 0)
  await log.flush()
  const { head, records } = log.stats()
  const to = head - records
  // The store has what came before, as far as it can be had: the next start must not report it as lost.
  if (to > 0) await sink.write({ log: log.id, range: { from: 1, to }, records: [] }, signal)
  return log.readerStats(sink.name, Date.now()).lagRecords
}

/**
 * Makes the embedded store anew from the objects of file and S3 sinks and from the log.
 *
 * @param from names the only sink to read objects of; `log` reads none
 * @throws RebuildError when there is no such sink, or no embedded store
 */
export const rebuildEmbedded = (
  config: CollectorConfig,
  from: string | undefined,
  signal: AbortSignal,
): Promise<RebuiltStore> =>
  withFolder(config, async () => {
    const sources = objectSourcesOf(config.sinks).filter(({ name }) => from === undefined || name === from)
    if (from !== undefined && from !== 'log' && sources.length === 0)
      throw new RebuildError('--from takes log, or the name of a file or S3 sink of the configuration')
    const sink = embeddedSinkOf(config.sinks, config.dataDir)
    if (sink === undefined) throw new RebuildError('the configuration has no embedded store')
    const moved = await setAside(embeddedFile(config.dataDir))
    const log = await openLog({
      dir: join(config.dataDir, 'log'),
      ...config.log,
      maxBytes: Number.MAX_SAFE_INTEGER,
      now: Date.now,
    })
    await sink.open(signal)
    try {
      const feed = createFeed(sink, signal)
      const read: Record<string, number> = {}
      let unreadable = 0
      let skipped = 0
      for (const { name, read: readAll } of sources) {
        read[name] = 0
        for await (const object of readAll(signal)) {
          await feed(object.records)
          read[name] += object.records.length
          unreadable += object.unreadable
          skipped += object.isSkipped ? 1 : 0
        }
      }
      const waiting = await beginAtOldest(log, sink, signal)
      return { setAside: moved, sources: read, unreadable, skipped, waiting }
    } finally {
      await sink.close()
      await log.close()
    }
  })
