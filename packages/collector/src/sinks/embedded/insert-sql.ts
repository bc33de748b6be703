/**
 * Builds the SQL of the embedded store from the generated tables, so that nothing here names a field of an
 * event.
 */
import { quoteName, quoteText } from '@hushlog/base'
import { type Column, sqlType, type Table } from '@hushlog/schema/tables'
import { readJsonLines } from '../duckdb.js'

interface Struct {
  readonly fields: Map<string, Struct | Column>
}

/** Nests columns as the fields of an event are nested. */
function structOf(columns: readonly Column[]): Struct {
  const root: Struct = { fields: new Map() }
  for (const column of columns) {
    let struct = root
    for (const name of column.path.slice(0, -1)) {
      const found = struct.fields.get(name)
      const inner: Struct = found !== undefined && 'fields' in found ? found : { fields: new Map() }
      struct.fields.set(name, inner)
      struct = inner
    }
    struct.fields.set(column.path.at(-1) ?? column.name, column)
  }
  return root
}

const typeOf = (node: Struct | Column): string =>
  'fields' in node
    ? `STRUCT(${[...node.fields].map(([name, inner]) => `${quoteName(name)} ${typeOf(inner)}`).join(', ')})`
    : sqlType(node, 'duckdb')

/** Inserts a file of JSON lines into the table. DuckDB parses; JavaScript has only moved the bytes. */
export function insertFrom(table: Table, file: string): string {
  const columns = [...structOf(table.columns).fields]
    .map(([name, node]) => `${quoteText(name)}: ${quoteText(typeOf(node))}`)
    .join(', ')
  const names = table.columns.map(({ name }) => quoteName(name)).join(', ')
  const values = table.columns.map(({ path }) => path.map(quoteName).join('.')).join(', ')
  return `INSERT INTO ${quoteName(table.name)} (${names}) SELECT ${values} FROM ${readJsonLines(file, columns)}`
}

/**
 * Selects which of the ids (`$1`, joined by commas) are stored already. The range (`$2` to `$3`) lets DuckDB
 * skip all row groups outside of it, since ULIDs ascend with time.
 */
export function storedIds(tables: readonly Table[]): string {
  const perTable = tables.map(
    ({ name }) => `SELECT tenant_id, id FROM ${quoteName(name)} WHERE id BETWEEN $2 AND $3`,
  )
  return (
    `SELECT tenant_id, id FROM (${perTable.join(' UNION ALL ')}) ` +
    "WHERE id IN (SELECT unnest(string_split($1, ',')))"
  )
}
