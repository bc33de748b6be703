/** Writes the first list of a report as CSV. */
import { stringify } from 'csv-stringify/sync'
import type { Report, ReportColumn, ReportRow } from './report.js'

/** A figure has two more columns where the report compares it. */
const comparedNames = ({ name, unit }: ReportColumn): readonly string[] =>
  unit === null ? [] : [`${name}_before`, `${name}_change`]

const comparedValues = ({ comparison, change }: ReportRow, { name, unit }: ReportColumn) =>
  unit === null ? [] : [comparison?.[name] ?? null, change?.[name] ?? null]

/** @param bom puts a byte-order mark before it, by which Excel knows that it is UTF-8 */
export function reportToCsv({ lists, comparison }: Report, bom: boolean): string {
  const [{ columns, rows }] = lists
  const names = columns.map(({ name }) => name)
  const compared = comparison === undefined ? [] : columns
  return stringify(
    [
      [...names, ...compared.flatMap(comparedNames)],
      ...rows.map((row) => [
        ...names.map((name) => row.values[name]),
        ...compared.flatMap((column) => comparedValues(row, column)),
      ]),
    ],
    {
      bom,
      // A spreadsheet would run a cell that begins with =, +, - or @ as a formula.
      escape_formulas: true,
      cast: { boolean: (value) => String(value) },
    },
  )
}
