/** SQL text for Parquet objects, derived from the Athena table: the objects have its columns under its names. */
import { type AthenaColumn, athenaColumns } from '@hushlog/schema/tables'
import { quoteName, quoteText } from './sql-text.js'

/** Bytes of the largest line that DuckDB takes; the size of a buffer. No larger than what ingest accepts. */
const MAX_LINE = 16 * 1024 * 1024
/** Rows that are held before they are written; a multiple of DuckDB's vector of 2,048. */
const ROW_GROUP = 20_480

const OPTIONS = `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP})`

const scalars: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  'array<string>': 'VARCHAR[]',
  'map<string,string>': 'MAP(VARCHAR, VARCHAR)',
}

/** The same type in the words of DuckDB. */
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

export const toParquet = (lines: string, target: string): string =>
  `COPY (SELECT ${selection} FROM read_json(${quoteText(lines)}, format = 'newline_delimited', ` +
  `compression = 'uncompressed', maximum_object_size = ${MAX_LINE}, columns = {${fields}})) ` +
  `TO ${quoteText(target)} ${OPTIONS}`

/** One row: how many records, and how many of them meet the condition. */
export const countRows = (file: string, condition: string): string =>
  `SELECT count(*), count(*) FILTER (WHERE ${condition}) FROM read_parquet(${quoteText(file)})`

export const copyWithout = (file: string, condition: string, target: string): string =>
  `COPY (SELECT * FROM read_parquet(${quoteText(file)}) WHERE NOT ${condition}) TO ${quoteText(target)} ${OPTIONS}`
