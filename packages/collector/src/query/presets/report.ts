/** The form of a report: lists of rows with named columns, as JSON, and the first of them as CSV. */
import type { SqlValue } from '../../sinks/report-store.js'
import type { Figure } from '../run-query.js'

/** Names a column that each row of a list has. */
export interface ReportColumn {
  readonly name: string
  readonly title: string
  /** Null for a value by which rows are grouped, and for a name. */
  readonly unit: string | null
}

export interface ReportRow {
  /** Holds what the columns name, in their order. */
  readonly values: Readonly<Record<string, SqlValue>>
  /** Holds the figures of the period of the comparison, by column. */
  readonly comparison?: Readonly<Record<string, Figure>>
  /** (now − then) ÷ then; for shares the difference. */
  readonly change?: Readonly<Record<string, Figure>>
}

export interface ReportList {
  readonly name: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
}

export interface Report {
  readonly name: string
  /** Both ends are RFC 3339 in UTC; the period begins with `from` and ends before `to`. */
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly comparison: { readonly from: string; readonly to: string } | undefined
  /** RFC 3339 in UTC. */
  readonly generatedAt: string
  readonly lists: readonly [ReportList, ...ReportList[]]
  readonly notes: readonly string[]
}

const rowToJson = ({ values, comparison, change }: ReportRow) => ({
  ...values,
  ...(comparison && { comparison }),
  ...(change && { change }),
})

/** Returns the answer in JSON: each list is a member, and `columns` says what is in it. */
export const reportToJson = (report: Report): Readonly<Record<string, unknown>> => ({
  report: report.name,
  from: report.from,
  to: report.to,
  time_zone: report.timeZone,
  ...(report.comparison && { comparison: report.comparison }),
  generated_at: report.generatedAt,
  columns: Object.fromEntries(report.lists.map(({ name, columns }) => [name, columns])),
  ...Object.fromEntries(report.lists.map(({ name, rows }) => [name, rows.map(rowToJson)])),
  notes: report.notes,
})
