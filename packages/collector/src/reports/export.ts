/** `/analytics/export`: the events of a period as CSV or JSON, row by row, never held in memory. */
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { ReportPeriod } from './period.js'
import { exportColumns, exportSql } from './sql/export.js'
import type { ReportStore, Row } from './store.js'

export type ExportFormat = 'csv' | 'json'

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Names the tenant and the days, so that two downloads do not look the same. */
export const exportName = (tenantId: string, period: ReportPeriod, format: ExportFormat): string =>
  `hushlog-${tenantId}-${period.from.slice(0, 10)}-${period.days}d.${format}`

/** Writes all of it to the answer. @throws when broken off: then the answer is destroyed. */
export type WriteExport = (to: Writable, signal: AbortSignal) => Promise<void>

/** Resolves when the store has begun to answer, so that its failure can still be told. */
export async function openExport(
  store: ReportStore,
  tenantId: string,
  period: ReportPeriod,
  format: ExportFormat,
): Promise<WriteExport> {
  const pieces = store.stream(exportSql, [tenantId, period.from, period.to])[Symbol.asyncIterator]()
  const first = await pieces.next()
  async function* all() {
    for (let piece = first; piece.done !== true; piece = await pieces.next()) yield piece.value
  }
  const write: WriteExport = async (to, signal) => {
    if (format === 'json') {
      await pipeline(Readable.from(asJson(all())), to, { signal })
      return
    }
    const csv = stringify({
      header: true,
      columns: [...exportColumns],
      // A cell that begins with =, +, - or @ would run as a formula where the file is opened.
      escape_formulas: true,
      cast: { boolean: (value) => String(value) },
    })
    await pipeline(Readable.from(flat(all())), csv, to, { signal })
  }
  return async (to, signal) => {
    try {
      await write(to, signal)
    } finally {
      // Also when nothing was read: a store's statement ends only so.
      await pieces.return?.()
    }
  }
}

async function* flat(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const rows of pieces) yield* rows
}

/** An array; fields without a value are left out. */
async function* asJson(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const rows of pieces) {
    if (rows.length === 0) continue
    yield separator + rows.map(withoutNulls).join(',\n')
    separator = ',\n'
  }
  yield separator === ',\n' ? '\n]\n' : '[]\n'
}

const withoutNulls = (row: Row): string =>
  JSON.stringify(row, (_name, value: unknown) => (value === null ? undefined : value))
