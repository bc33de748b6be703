/** Reads the rows of events from the tables that hold them, with few columns. */
import { type ColumnType, tables, unionColumns } from '@hushlog/schema/tables'

/** DuckDB and PostgreSQL share these names of types; JSON is read as text, as its types differ. */
const types: Readonly<Record<ColumnType, string>> = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamp',
  json: 'text',
}

const typeByColumn = new Map(unionColumns().map(({ name, type }) => [name, type]))

/**
 * Returns a FROM clause over the tables that hold one of the events.
 *
 * @param where a condition on each of the tables; it reads columns that every table has, and may be empty
 * @param neededOf names the events of which alone a column is read: tables without them give null in place of it,
 *   since long texts such as ids are dear to read
 * @throws TypeError for a column that no table has
 */
export function eventRows(
  names: readonly string[],
  events: readonly string[],
  where: string,
  neededOf: Readonly<Record<string, readonly string[]>> = {},
): string {
  const selects = tables
    .filter((table) => table.events.some((event) => events.includes(event)))
    .map((table) => {
      const own = new Set(table.columns.map(({ name }) => name))
      const values = [...new Set(names)].map((name) => {
        const type = typeByColumn.get(name)
        if (type === undefined) throw new TypeError(`no table has the column ${name}`)
        const isNeeded = neededOf[name]?.some((event) => table.events.includes(event)) ?? true
        if (!own.has(name) || !isNeeded) return `CAST(NULL AS ${types[type]}) AS "${name}"`
        return type === 'json' ? `CAST("${name}" AS text) AS "${name}"` : `"${name}"`
      })
      return `SELECT ${values.join(', ')} FROM "${table.name}"${where === '' ? '' : ` WHERE ${where}`}`
    })
  return `(${selects.join(' UNION ALL ')})`
}
