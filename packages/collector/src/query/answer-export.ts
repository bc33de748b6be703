/** Answers with an export, while few enough run at a time and the client takes the answer in time. */
import { MINUTE } from '@hushlog/base'
import type { Response } from 'express'
import { Problem } from '../http/problem.js'
import type { ReportStore } from '../sinks/report-store.js'
import { type ExportFormat, exportTypes, openExport } from './export.js'
import { type ExportSelection, exportQuery } from './sql/export.js'

/** Each export reads a snapshot, which keeps the store from compacting. */
const MAX_EXPORTS = 2
/** An export that its client does not take within this time ends. */
const TIME_LIMIT = 10 * MINUTE

export interface Exports {
  /** @throws Problem `overloaded`, and whatever the store throws before the answer has begun. */
  answer(
    store: ReportStore,
    response: Response,
    selection: ExportSelection,
    format: ExportFormat,
    name: string,
    bom: boolean,
  ): Promise<void>
}

export function createExports(): Exports {
  let running = 0
  return {
    async answer(store, response, selection, format, name, bom) {
      if (running >= MAX_EXPORTS)
        throw new Problem('overloaded', {
          detail: `${MAX_EXPORTS} exports are running`,
          headers: { 'retry-after': '30' },
        })
      const disconnected = new AbortController()
      response.once('close', () => disconnected.abort())
      const signal = AbortSignal.any([disconnected.signal, AbortSignal.timeout(TIME_LIMIT)])
      running++
      try {
        const write = await openExport(store, exportQuery(selection), format, signal, bom)
        response.set({
          'content-type': exportTypes[format],
          'content-disposition': `attachment; filename="hushlog-${selection.tenant}-${name}.${format}"`,
          'cache-control': 'no-store',
        })
        await write(response, signal)
      } catch (thrown) {
        // A client that has disconnected, or has received part of the answer, gets no other answer.
        if (!response.headersSent && !response.destroyed) throw thrown
      } finally {
        running--
      }
    },
  }
}
