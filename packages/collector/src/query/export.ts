/**
 * Exports: the events of a period as CSV, JSON, JSON lines or Parquet. Rows are never held in memory; Parquet, which
 * ends with its table of contents, is a file of the store's until it is sent.
 */
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { Problem } from '../http/problem.js'
import type { ReportStore, Row } from '../sinks/report-store.js'
import type { ExportQuery } from './sql/export.js'

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'parquet'

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

/** Writes all of it to the answer. @throws when broken off: then the answer is destroyed. */
export type WriteExport = (to: Writable, signal: AbortSignal) => Promise<void>

/** Resolves when the store has begun to answer, so that its failure can still be told. */
export async function openExport(
  store: ReportStore,
  query: ExportQuery,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<WriteExport> {
  if (format === 'parquet') {
    if (store.parquet === undefined)
      throw new Problem('invalid_parameter', {
        detail:
          'Parquet is written by the embedded store only, and another one answers here; ask for csv or ndjson',
      })
    const file = await store.parquet(query.sql, query.params, signal)
    return (to, until) => pipeline(file, to, { signal: until })
  }
  const pieces = store.stream(query.sql, query.params, signal)[Symbol.asyncIterator]()
  const first = await pieces.next()
  async function* all() {
    for (let piece = first; piece.done !== true; piece = await pieces.next()) yield piece.value
  }
  const write: WriteExport = async (to, until) => {
    if (format !== 'csv') {
      const text = format === 'json' ? asJson(all()) : asLines(all())
      await pipeline(Readable.from(text), to, { signal: until })
      return
    }
    const csv = stringify({
      header: true,
      columns: [...query.columns],
      // A cell that begins with =, +, - or @ would run as a formula where the file is opened.
      escape_formulas: true,
      cast: { boolean: (value) => String(value) },
    })
    await pipeline(Readable.from(flat(all())), csv, to, { signal: until })
  }
  return async (to, until) => {
    try {
      await write(to, until)
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

async function* asLines(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  for await (const rows of pieces) if (rows.length > 0) yield `${rows.map(withoutNulls).join('\n')}\n`
}

const withoutNulls = (row: Row): string =>
  JSON.stringify(row, (_name, value: unknown) => (value === null ? undefined : value))
