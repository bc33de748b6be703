/**
 * Reads what waits in the log for one sink: it says when the next batch is due, and drops what is too old.
 */
import { SECOND } from '@hushlog/base'
import type { Log, LogBatch } from '../log/log.js'
import type { Clock } from '../runtime/clock.js'
import type { Sink } from '../sinks/sink.js'
import type { ApplyFilter } from './filter.js'
import type { Ledger } from './ledger.js'

export interface Backlog {
  /** Returns the next batch; a range that was claimed before a crash comes first and exactly as it was. */
  read(): Promise<LogBatch | undefined>
  /** Returns the sequence number up to which the sink has everything. */
  cursor(): number
  /** Returns milliseconds until the next batch should be read, or undefined when nothing waits. */
  dueIn(): number | undefined
  /** Says whether all records of a batch are older than they may become. */
  isExpired(batch: LogBatch): boolean
  /** Says whether the oldest records that wait are too old. */
  hasExpired(): boolean
  /** Moves the cursor past everything that is too old, without trying to write it. */
  dropExpired(): Promise<void>
}

export function createBacklog(options: {
  readonly log: Log
  readonly sink: Sink
  readonly filter: ApplyFilter
  readonly ledger: Ledger
  /** Milliseconds that a record may wait for a sink that fails. */
  readonly maxAge: number
  readonly clock: Clock
}): Backlog {
  const { log, filter, ledger, clock } = options
  const { name, policy } = options.sink

  const read = () => log.readInSlices(name, { records: policy.records, bytes: policy.bytes })
  /** Reads the oldest record that waits, or the whole claimed range. */
  const readOldest = () => log.read(name, { records: 1, bytes: 0 })
  const isOld = ({ receivedAt }: { readonly receivedAt: number }) => clock.now() - receivedAt > options.maxAge

  function isExpired({ records }: LogBatch): boolean {
    const newest = records.at(-1)
    return newest !== undefined && isOld(newest)
  }

  return {
    read,
    isExpired,
    cursor: () => log.stats().head - log.readerStats(name, clock.now()).lagRecords,
    dueIn() {
      const { lagRecords, lagSeconds } = log.readerStats(name, clock.now())
      if (lagRecords === 0) return undefined
      // The log does not know bytes per reader; the mean record is close enough to tell that a batch is full.
      const { bytes, records } = log.stats()
      const lagBytes = records === 0 ? 0 : (bytes / records) * lagRecords
      if (lagRecords >= policy.records || lagBytes >= policy.bytes) return 0
      const { busy } = policy
      const linger = busy !== undefined && lagRecords >= busy.records ? busy.linger : policy.linger
      return Math.max(0, linger - lagSeconds * SECOND)
    },
    hasExpired() {
      const oldest = readOldest()
      return oldest !== undefined && isExpired(oldest)
    },
    /**
     * Records behind a batch that expired are not tried one batch at a time: a day of time limits would not
     * free a day of records. A claimed range is read whole whatever the limit, and is dropped whole, since a
     * part of it may be stored.
     */
    async dropExpired() {
      for (let oldest = readOldest(); oldest !== undefined && isExpired(oldest); oldest = readOldest()) {
        const isClaimed = oldest.records.length > 1
        const { range, records } = (isClaimed ? oldest : await read()) ?? oldest
        const firstFresh = isClaimed ? -1 : records.findIndex((record) => !isOld(record))
        const expired = firstFresh === -1 ? records : records.slice(0, firstFresh)
        await log.commit(name, { from: range.from, to: expired.at(-1)?.sequence ?? range.to })
        const wanted = await filter(expired)
        const lost = wanted.records.length + wanted.unreadable.length
        ledger.filtered(expired.length - lost)
        ledger.expired(lost)
      }
    },
  }
}
