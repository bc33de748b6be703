/** Stores histories: into the log, as every event, and from there into the sinks that are asked for. */
import { join } from 'node:path'
import { HOUR, MINUTE } from '@hushlog/base'
import type { CollectorConfig } from '../../config/config.js'
import { openDataFolder } from '../../config/data-folder.js'
import { createDeadLetters } from '../../delivery/dead-letters.js'
import { createFanOut, type FanOut } from '../../delivery/fan-out.js'
import { removeText } from '../../delivery/remove-text.js'
import { createLogSpace, type Log, logUpgrades, openLog } from '../../log/index.js'
import { sleep, systemClock } from '../../runtime/clock.js'
import type { Logger } from '../../runtime/logger.js'
import { createScheduler } from '../../runtime/scheduler.js'
import { createSinks } from '../../sinks/index.js'
import { createPrepareHistory, DEMO_ENV, type PrepareHistory } from './prepare-history.js'
import type { DemoEvent } from './timeline.js'

/** Records of one append. */
const PART = 2_000
/** Records that may wait in the log for the slowest sink: the history waits then, so that memory and disk are bounded. */
const MAX_LAG = 100_000
/** Milliseconds between two looks at the slowest sink. */
const LAG_CHECK = 20
/** The last records are stored within so many milliseconds, or the command fails. */
const DRAIN = 10 * MINUTE

/** The events of one tenant, hour by hour. */
export interface TenantHistory {
  readonly tenantId: string
  readonly hours: Iterable<readonly DemoEvent[]>
}

export interface StoreOptions {
  /** Has only the sinks that are to have the events. */
  readonly config: CollectorConfig
  readonly histories: readonly TenantHistory[]
  readonly logger: Logger
  /** Hears how many events are in the log. */
  readonly progress: (stored: number) => void
}

const lagOf = (log: Log): number =>
  Math.max(0, ...log.readers().map((reader) => log.readerStats(reader, Date.now()).lagRecords))

/** Yields parts of a history that are worth an append: an hour of a short history is not. */
function* partsOf({ hours }: TenantHistory): Generator<readonly DemoEvent[], void> {
  let waiting: DemoEvent[] = []
  for (const events of hours) {
    waiting.push(...events)
    let at = 0
    for (; waiting.length - at >= PART; at += PART) yield waiting.slice(at, at + PART)
    waiting = waiting.slice(at)
  }
  yield waiting
}

async function append(
  { histories, progress }: StoreOptions,
  log: Log,
  prepare: PrepareHistory,
): Promise<void> {
  const never = new AbortController().signal
  let stored = 0
  let rest = histories.map((history) => ({ ...history, parts: partsOf(history) }))
  while (rest.length > 0) {
    const going: typeof rest = []
    for (const history of rest) {
      const { value: part, done } = history.parts.next()
      if (done) continue
      going.push(history)
      await log.append(prepare(history.tenantId, part, Date.now()))
      stored += part.length
      progress(stored)
      while (lagOf(log) > MAX_LAG) await sleep(systemClock, LAG_CHECK, never)
    }
    rest = going
  }
}

/** @throws Error when a sink has not got everything */
async function finish(fanOut: FanOut, log: Log): Promise<void> {
  await fanOut.stop(DRAIN)
  const late = fanOut.stats().filter(({ lag_records: lag, dead_letters: dead }) => lag > 0 || dead > 0)
  if (late.length > 0)
    throw new Error(`not everything was stored in: ${late.map(({ name }) => name).join(', ')}`)
  // A sink that was left out begins behind the history, because the log no longer has it.
  await log.trim(Date.now())
}

/**
 * Holds the data folder until all is stored.
 *
 * @throws FolderLockedError when a collector uses the folder
 */
export async function storeHistories(options: StoreOptions): Promise<void> {
  const { config, logger } = options
  const release = await openDataFolder(config.dataDir, { logger, upgrades: logUpgrades })
  const scheduler = createScheduler({ onError: () => undefined })
  try {
    // The secrets of the pseudonyms are there before any event is.
    const prepare = createPrepareHistory(config, Date.now)
    const dir = join(config.dataDir, 'log')
    const space = createLogSpace({ dir, maxBytes: config.log.maxBytes })
    const log = await openLog({ dir, ...config.log, maxBytes: space.limit, now: Date.now })
    const { sinks, filters } = createSinks(config.sinks, {
      dataDir: config.dataDir,
      env: DEMO_ENV,
      scheduler,
      onDamage: (sink, file) => logger.error({ sink, file }, 'the file of a store is damaged'),
    })
    const deadLetters = createDeadLetters({ folder: join(config.dataDir, 'dead-letters'), now: Date.now })
    const fanOut = createFanOut({ log, sinks, filters, removeText, deadLetters, maxAge: 24 * HOUR, logger })
    await fanOut.start()
    try {
      await append(options, log, prepare)
      await finish(fanOut, log)
    } finally {
      await fanOut.stop(0)
      await scheduler.stop()
      await log.close()
    }
  } finally {
    release()
  }
}
