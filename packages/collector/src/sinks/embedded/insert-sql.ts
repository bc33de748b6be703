/** SQL text of the embedded store, derived from the generated tables: nothing here names a field of an event. */
import { type Column, sqlType, type Table } from '@hushlog/schema/tables'

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

interface Branch {
  readonly fields: Map<string, Branch | Column>
}

function treeOf(columns: readonly Column[]): Branch {
  const root: Branch = { fields: new Map() }
  for (const column of columns) {
    let branch = root
    for (const name of column.path.slice(0, -1)) {
      const inner = branch.fields.get(name)
      const next: Branch = inner !== undefined && 'fields' in inner ? inner : { fields: new Map() }
      branch.fields.set(name, next)
      branch = next
    }
    branch.fields.set(column.path.at(-1) ?? column.name, column)
  }
  return root
}

const typeOf = (node: Branch | Column): string =>
  'fields' in node
    ? `STRUCT(${[...node.fields].map(([name, inner]) => `${quoteName(name)} ${typeOf(inner)}`).join(', ')})`
    : sqlType(node, 'duckdb')

/**
 * Bytes of the largest line that the reader takes. It is the size of a buffer per thread, so it is no larger
 * than what ingest accepts in one request.
 */
const MAX_LINE = 16 * 1024 * 1024

/** Reads one file of JSON lines into the table. DuckDB parses; JavaScript has only moved the bytes. */
export function insertFrom(table: Table, file: string): string {
  const columns = [...treeOf(table.columns).fields]
    .map(([name, node]) => `${quoteText(name)}: ${quoteText(typeOf(node))}`)
    .join(', ')
  const names = table.columns.map(({ name }) => quoteName(name)).join(', ')
  const values = table.columns.map(({ path }) => path.map(quoteName).join('.')).join(', ')
  return (
    `INSERT INTO ${quoteName(table.name)} (${names}) SELECT ${values} ` +
    `FROM read_json(${quoteText(file)}, format = 'newline_delimited', compression = 'uncompressed', ` +
    `maximum_object_size = ${MAX_LINE}, columns = {${columns}})`
  )
}

/**
 * Which of the ids (`$1`, joined by commas) are stored already. The range (`$2` to `$3`) lets DuckDB skip all
 * row groups outside it: ULIDs ascend with time.
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
