/** Counts what became of the records of one sink, for its ledger and the metrics. */
import { DAY } from '@hushlog/base'
import type { SinkLedger } from '@hushlog/schema/reports'
import type { SinkFailure } from '../sinks/sink.js'
import type { FanOutLogger, FanOutObserver } from './observer.js'

export type LedgerCounts = Pick<SinkLedger, 'delivered' | 'filtered' | 'dead_letters' | 'expired'>

export interface Ledger {
  delivered(records: number): void
  /** Counts records that the sink is configured not to take. */
  filtered(records: number): void
  deadLetters(failures: readonly SinkFailure[]): void
  /**
   * Counts and reports records that aged out of the log while the sink failed: they are lost to this sink.
   */
  expired(records: number): void
  counts(): LedgerCounts
}

export function createLedger(options: {
  readonly sink: string
  /** Milliseconds that a record may wait for a sink that fails. */
  readonly maxAge: number
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
}): Ledger {
  const { sink, logger, observer } = options
  const counts = { delivered: 0, filtered: 0, dead_letters: 0, expired: 0 }
  return {
    delivered(records) {
      if (records === 0) return
      counts.delivered += records
      observer.delivered(sink, records)
    },
    filtered(records) {
      if (records === 0) return
      counts.filtered += records
      observer.filtered(sink, records)
    },
    deadLetters(failures) {
      counts.dead_letters += failures.length
      for (const code of new Set(failures))
        observer.deadLetter(sink, code, failures.filter((other) => other === code).length)
    },
    expired(records) {
      if (records === 0) return
      counts.expired += records
      observer.expired(sink, records)
      logger.warn(
        { sink, records, max_age_days: options.maxAge / DAY },
        'RECORDS LOST TO THIS SINK: they aged out of the log while it failed',
      )
    },
    counts: () => ({ ...counts }),
  }
}
