/** Answers reports from the embedded store, on connections of its own, so that no report waits for a batch. */
import { createReadStream, rm as remove } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { JS } from '@duckdb/node-api'
import type { ReportStore, Row, SqlValue } from '../report-store.js'
import { EmbeddedStoreError, withoutValues } from './failure.js'
import type { Loan, Readers } from './readers.js'
import type { Sums } from './sums.js'

function toSqlValue(value: JS): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  throw new EmbeddedStoreError('UNSUPPORTED_TYPE')
}

const toRow = (row: Readonly<Record<string, JS>>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(value)]))

/** Rows that are held before they are written; a multiple of DuckDB's vector of 2,048. */
const ROW_GROUP = 20_480

/** A long statement on a connection of its own: a shared one would hold up the reports. The signal ends it. */
async function lendUntil(readers: Readers, signal: AbortSignal | undefined): Promise<Loan> {
  signal?.throwIfAborted()
  const loan = await readers.own()
  const interrupt = () => loan.connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  return {
    connection: loan.connection,
    giveBack() {
      signal?.removeEventListener('abort', interrupt)
      loan.giveBack()
    },
  }
}

/** @param opened throws while the store is closed, and so does `fromRows`. Its folder is for passing files. */
export function createReportStore(
  opened: () => { readonly readers: Readers; readonly folder: string },
  fromRows: Sums['fromRows'],
  onChange: ReportStore['onChange'],
): ReportStore {
  let files = 0
  return {
    async fromRows(from, to) {
      const span = fromRows(Date.parse(from), Date.parse(to))
      return { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }
    },
    async rows(sql, params) {
      const loan = await opened().readers.share()
      try {
        const result = await loan.connection.run(sql, [...params])
        return (await result.getRowObjectsJS()).map(toRow)
      } catch (thrown) {
        throw withoutValues(thrown)
      } finally {
        loan.giveBack()
      }
    },
    async *stream(sql, params, signal) {
      const loan = await lendUntil(opened().readers, signal)
      try {
        const result = await loan.connection.stream(sql, [...params])
        for await (const rows of result.yieldRowObjectJs()) yield rows.map(toRow)
      } catch (thrown) {
        throw withoutValues(thrown)
      } finally {
        loan.giveBack()
      }
    },
    async parquet(sql, params, signal) {
      const { readers, folder } = opened()
      const path = join(folder, `export-${++files}.parquet`)
      const loan = await lendUntil(readers, signal)
      try {
        const options = `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP})`
        await loan.connection.run(`COPY (${sql}) TO '${path.replaceAll("'", "''")}' ${options}`, [...params])
      } catch (thrown) {
        await rm(path, { force: true })
        throw withoutValues(thrown)
      } finally {
        loan.giveBack()
      }
      const file = createReadStream(path)
      // What cannot be removed goes with the folder at the next open.
      file.once('close', () => remove(path, { force: true }, () => undefined))
      return file
    },
    onChange,
  }
}
