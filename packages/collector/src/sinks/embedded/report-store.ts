/** Answers reports from the embedded store, on connections of its own, so that no report waits for a batch. */
import type { JS } from '@duckdb/node-api'
import type { ReportStore, Row, SqlValue } from '../../reports/store.js'
import { EmbeddedStoreError, withoutValues } from './failure.js'
import type { Readers } from './readers.js'
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

/** @param readers throws while the store is closed, and so does `fromRows`. */
export function createReportStore(
  readers: () => Readers,
  fromRows: Sums['fromRows'],
  onChange: ReportStore['onChange'],
): ReportStore {
  return {
    async fromRows(from, to) {
      const span = fromRows(Date.parse(from), Date.parse(to))
      return { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }
    },
    async rows(sql, params) {
      const loan = await readers().share()
      try {
        const result = await loan.connection.run(sql, [...params])
        return (await result.getRowObjectsJS()).map(toRow)
      } catch (thrown) {
        throw withoutValues(thrown)
      } finally {
        loan.giveBack()
      }
    },
    async *stream(sql, params) {
      // As long as its reader takes: a shared connection would hold up the reports.
      const loan = await readers().own()
      try {
        const result = await loan.connection.stream(sql, [...params])
        for await (const rows of result.yieldRowObjectJs()) yield rows.map(toRow)
      } catch (thrown) {
        throw withoutValues(thrown)
      } finally {
        loan.giveBack()
      }
    },
    onChange,
  }
}
