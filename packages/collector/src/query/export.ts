/**
 * Writes the events of a period as CSV, JSON, JSON lines or Parquet. Rows are streamed and never all in
 * memory. Parquet ends with its table of contents, so that the store writes it to a file, which is then sent.
 */
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { Problem } from '../http/problem.js'
import type { ReportStore, Row } from '../sinks/report-store.js'
import type { ExportQuery } from './export-statement.js'

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'parquet'

/** Maps each format to its content type. */
export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

export interface OpenedExport {
  /** Writes the whole export. It throws when it is interrupted; then `to` is destroyed. */
  write(to: Writable, signal: AbortSignal): Promise<void>
  /** Returns how many rows were written so far. */
  rows(): number
}

/**
 * Begins an export.
 *
 * @param signal ends the store's statement
 * @param bom puts a byte-order mark before CSV, by which Excel knows that it is UTF-8; other formats have none
 * @returns the export once the store has its first rows: until then a failure can be answered
 * @throws Problem `invalid_parameter` for Parquet from a store that cannot write it
 */
export async function openExport(
  store: ReportStore,
  query: ExportQuery,
  format: ExportFormat,
  signal: AbortSignal,
  bom = false,
): Promise<OpenedExport> {
  if (format === 'parquet') {
    if (store.parquet === undefined)
      throw new Problem('invalid_parameter', {
        detail:
          'Parquet is written by the embedded store only, and another one answers here; ask for csv or ndjson',
      })
    const { file, rows } = await store.parquet(query.sql, query.params, signal)
    return { write: (to, until) => pipeline(file, to, { signal: until }), rows: () => rows }
  }
  const pieces = store.stream(query.sql, query.params, signal)[Symbol.asyncIterator]()
  const first = await pieces.next()
  let rows = 0
  async function* allPieces() {
    for (let piece = first; piece.done !== true; piece = await pieces.next()) {
      rows += piece.value.length
      yield piece.value
    }
  }
  const write: OpenedExport['write'] = async (to, until) => {
    if (format !== 'csv') {
      const text = format === 'json' ? toJson(allPieces()) : toLines(allPieces())
      await pipeline(Readable.from(text), to, { signal: until })
      return
    }
    const csv = stringify({
      header: true,
      bom,
      columns: [...query.columns],
      // A spreadsheet would run a cell that begins with =, +, - or @ as a formula.
      escape_formulas: true,
      cast: { boolean: (value) => String(value) },
    })
    await pipeline(Readable.from(toRows(allPieces())), csv, to, { signal: until })
  }
  return {
    async write(to, until) {
      try {
        await write(to, until)
      } finally {
        // This ends the store's statement, also when nothing was read.
        await pieces.return?.()
      }
    },
    rows: () => rows,
  }
}

async function* toRows(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const rows of pieces) yield* rows
}

/** Writes an array of objects, which leave out fields without a value. */
async function* toJson(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const rows of pieces) {
    if (rows.length === 0) continue
    yield separator + rows.map(withoutNulls).join(',\n')
    separator = ',\n'
  }
  yield separator === ',\n' ? '\n]\n' : '[]\n'
}

async function* toLines(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  for await (const rows of pieces) if (rows.length > 0) yield `${rows.map(withoutNulls).join('\n')}\n`
}

const withoutNulls = (row: Row): string =>
  JSON.stringify(row, (_name, value: unknown) => (value === null ? undefined : value))
