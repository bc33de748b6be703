/** Answers a query with CSV: a row for each row of the answer, a column for each dimension and metric. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MINUTE } from '@hushlog/base'
import { stringify } from 'csv-stringify'
import type { Response } from 'express'
import { Problem } from '../http/problem.js'
import type { Clock } from '../runtime/clock.js'
import { cutStalledReader } from './cut-stalled-reader.js'
import { exportTypes } from './export.js'
import { createFairSlots } from './fair-slots.js'
import type { Query } from './language/check-query.js'
import { type OpenRowsOptions, openRows } from './open-rows.js'
import type { ResultRow } from './run-query.js'

/** Each reads a snapshot, which keeps the store from compacting. */
const DOWNLOADS = { perTenant: 2, total: 6, kept: 3, guaranteed: 1 }
/** A download that its client does not take within this time ends. */
const TIME_LIMIT = 10 * MINUTE

export interface QueryCsvOptions {
  readonly clock: Clock
  /** Hears of a client that was cut off because it did not read. */
  readonly stalled: (reader: string) => void
}

export interface QueryCsv {
  /**
   * @param reader has two downloads at a time
   * @returns how many rows were written, and whether these are all
   * @throws Problem `overloaded`, and whatever the store throws before the answer has begun
   */
  answer(
    response: Response,
    reader: string,
    options: OpenRowsOptions,
  ): Promise<{ readonly rows: number; readonly complete: boolean }>
}

/** Names the columns by their ids; those of a comparison follow all metrics, as in reports. */
function columnsOf({ groups, metrics, comparison, include, settings }: Query): readonly string[] {
  const ids = metrics.map(({ id }) => id)
  return [
    ...groups.map(({ id }) => id),
    ...ids,
    ...(comparison === undefined ? [] : ids.flatMap((id) => [`${id}_before`, `${id}_change`])),
    ...(include.other ? ['other'] : []),
    ...(settings.minSessions > 0 ? ['folded'] : []),
  ]
}

function cellsOf(
  { dimensions, metrics, comparison, other, folded }: ResultRow,
  { include, settings }: Query,
): readonly unknown[] {
  return [
    ...dimensions,
    ...metrics,
    ...(comparison?.metrics.flatMap((then, i) => [then, comparison.change[i]]) ?? []),
    ...(include.other ? [other === true] : []),
    ...(settings.minSessions > 0 ? [folded === true] : []),
  ]
}

export function createQueryCsv({ clock, stalled }: QueryCsvOptions): QueryCsv {
  const slots = createFairSlots(DOWNLOADS)
  return {
    async answer(response, reader, options) {
      const release = slots.take(reader)
      if (release === undefined)
        throw new Problem('overloaded', {
          detail: `At most ${DOWNLOADS.perTenant} downloads of a reader run at a time, and ${DOWNLOADS.total} of all.`,
          headers: { 'retry-after': '30' },
        })
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(TIME_LIMIT)])
      const pieces = openRows({ ...options, signal })
      let rows = 0
      try {
        // Until the store has its first rows, a failure can be answered.
        const first = await pieces.next()
        const cells = async function* () {
          for (let piece = first; piece.done !== true; piece = await pieces.next())
            for (const row of piece.value) {
              rows++
              yield cellsOf(row, options.query)
            }
        }
        const csv = stringify({
          header: true,
          columns: [...columnsOf(options.query)],
          // A spreadsheet would run a cell that begins with =, +, - or @ as a formula.
          escape_formulas: true,
          cast: { boolean: (value) => String(value) },
        })
        cutStalledReader(response, clock, () => stalled(reader))
        response.set('content-type', exportTypes.csv)
        await pipeline(Readable.from(cells()), csv, response, { signal })
        return { rows, complete: true }
      } catch (thrown) {
        // A client that has disconnected, or has received part of the answer, gets no other answer.
        if (!response.headersSent && !response.destroyed) throw thrown
        return { rows, complete: false }
      } finally {
        // This ends the statement of the store, also when nothing was read.
        await pieces.return(undefined)
        release()
      }
    },
  }
}
