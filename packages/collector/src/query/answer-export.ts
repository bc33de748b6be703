/** Answers with an export, while few enough run at a time and the client takes the answer in time. */
import { MINUTE } from '@hushlog/base'
import type { Response } from 'express'
import { Problem } from '../http/problem.js'
import type { Clock } from '../runtime/clock.js'
import type { ReportStore } from '../sinks/report-store.js'
import { cutStalledReader } from './cut-stalled-reader.js'
import { type ExportFormat, exportTypes, openExport } from './export.js'
import { type ExportSelection, exportQuery } from './export-statement.js'
import { createFairSlots } from './fair-slots.js'

/** Each export reads a snapshot, which keeps the store from compacting. */
const EXPORTS = { perTenant: 2, total: 8, kept: 4, guaranteed: 1 }
/** An export that its client does not take within this time ends. */
const TIME_LIMIT = 10 * MINUTE

export interface ExportRequest {
  readonly selection: ExportSelection
  readonly format: ExportFormat
  /** Names the file, without its ending. */
  readonly name: string
  readonly bom: boolean
}

export interface ExportsOptions {
  readonly clock: Clock
  /** Hears of a client that was cut off because it did not read. */
  readonly stalled: (tenantId: string) => void
}

export interface Exports {
  /**
   * @param ended is called at the end with the number of rows, and whether these are all
   * @throws Problem `overloaded`, and whatever the store throws before the answer has begun.
   */
  answer(
    store: ReportStore,
    response: Response,
    request: ExportRequest,
    ended: (rows: number, complete: boolean) => void,
  ): Promise<void>
}

export function createExports({ clock, stalled }: ExportsOptions): Exports {
  const slots = createFairSlots(EXPORTS)
  return {
    async answer(store, response, { selection, format, name, bom }, ended) {
      const { tenant } = selection
      const headers = {
        'content-type': exportTypes[format],
        'content-disposition': `attachment; filename="hushlog-${tenant}-${name}.${format}"`,
        'cache-control': 'no-store',
      }
      if (response.req.method === 'HEAD') {
        response.set(headers).end()
        return
      }
      const release = slots.take(tenant)
      if (release === undefined)
        throw new Problem('overloaded', {
          detail: `At most ${EXPORTS.perTenant} exports of a tenant run at a time, and ${EXPORTS.total} of all.`,
          headers: { 'retry-after': '30' },
        })
      const disconnected = new AbortController()
      response.once('close', () => disconnected.abort())
      const signal = AbortSignal.any([disconnected.signal, AbortSignal.timeout(TIME_LIMIT)])
      try {
        const opened = await openExport(store, exportQuery(selection), format, signal, bom)
        cutStalledReader(response, clock, () => stalled(tenant))
        response.set(headers)
        try {
          await opened.write(response, signal)
        } finally {
          ended(opened.rows(), response.writableFinished)
        }
      } catch (thrown) {
        // A client that has disconnected, or has received part of the answer, gets no other answer.
        if (!response.headersSent && !response.destroyed) throw thrown
      } finally {
        release()
      }
    },
  }
}
