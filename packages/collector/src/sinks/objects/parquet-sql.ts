/** Builds the SQL of Parquet objects from the Athena table, whose columns the objects have. */
import { quoteName, quoteText } from '@hushlog/base'
import { type AthenaColumn, athenaColumns } from '@hushlog/schema/tables'
import { copyToParquet, readJsonLines } from '../duckdb.js'

const scalars: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  'array<string>': 'VARCHAR[]',
  'map<string,string>': 'MAP(VARCHAR, VARCHAR)',
}

/** Returns the DuckDB type of an Athena column. */
export function duckDbType({ name, type }: Pick<AthenaColumn, 'name' | 'type'>): string {
  const scalar = scalars[type]
  if (scalar !== undefined) return scalar
  const members = /^struct<(.*)>$/.exec(type)?.[1]
  if (members === undefined) throw new TypeError(`no type of DuckDB for column ${name}`)
  // A comma inside a map's type is not one between members.
  const list = members.split(/,(?=\w+:)/).map((member) => {
    const colon = member.indexOf(':')
    const inner = member.slice(0, colon)
    return `${quoteName(inner)} ${duckDbType({ name: `${name}.${inner}`, type: member.slice(colon + 1) })}`
  })
  return `STRUCT(${list.join(', ')})`
}

const columns = athenaColumns()

const fields = columns
  .map((column) => `${quoteText(column.field)}: ${quoteText(duckDbType(column))}`)
  .join(', ')

const selection = columns.map(({ field, name }) => `${quoteName(field)} AS ${quoteName(name)}`).join(', ')

/** Converts a file of JSON lines to Parquet. */
export const toParquet = (lines: string, target: string): string =>
  copyToParquet(`SELECT ${selection} FROM ${readJsonLines(lines, fields)}`, target)

/** Selects one row: how many records there are, and how many of them meet the condition. */
export const countRows = (file: string, condition: string): string =>
  `SELECT count(*), count(*) FILTER (WHERE ${condition}) FROM read_parquet(${quoteText(file)})`

/** Copies the records that do not meet the condition. */
export const copyWithout = (file: string, condition: string, target: string): string =>
  copyToParquet(`SELECT * FROM read_parquet(${quoteText(file)}) WHERE NOT ${condition}`, target)
