/**
 * Reads all events with few columns, in place of the view `events`. The view has every column of every
 * family: planning a statement over it takes 32 ms of a core, over four columns 4 ms.
 */
import { type ColumnType, tables, unionColumns } from '@hushlog/schema/tables'

/** DuckDB and PostgreSQL share these names of types. */
const types: Readonly<Record<ColumnType, string>> = {
  string: 'varchar',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamp',
  json: 'json',
}

/**
 * Returns all events with the named columns, as a FROM clause takes them.
 *
 * @throws TypeError for a column that no table has
 */
export function allEvents(names: readonly string[]): string {
  const known = new Map(unionColumns().map((column) => [column.name, column]))
  const selects = tables.map((table) => {
    const own = new Set(table.columns.map(({ name }) => name))
    const values = names.map((name) => {
      const column = known.get(name)
      if (column === undefined) throw new TypeError(`no table has the column ${name}`)
      return own.has(name) ? `"${name}"` : `CAST(NULL AS ${types[column.type]}) AS "${name}"`
    })
    return `SELECT ${values.join(', ')} FROM "${table.name}"`
  })
  return `(${selects.join(' UNION ALL ')}) AS events`
}
