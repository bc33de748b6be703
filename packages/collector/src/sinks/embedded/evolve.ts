/**
 * Brings a database to the tables of this version. Version 1 of the catalogue only ever adds optional fields,
 * so all that can be missing is tables and columns.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { sqlStatements, sqlType, tables } from '@hushlog/schema/tables'
import { quoteName } from './insert-sql.js'

export const CURSOR_TABLE = `CREATE TABLE IF NOT EXISTS hushlog_cursor (
  log VARCHAR NOT NULL, reader VARCHAR NOT NULL, sequence BIGINT NOT NULL)`

export async function evolve(connection: DuckDBConnection): Promise<void> {
  await connection.run('BEGIN')
  await connection.run(CURSOR_TABLE)
  const present = new Set<string>()
  const rows = await connection.runAndReadAll(
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'",
  )
  for (const [table, column] of rows.getRowsJS()) present.add(`${table}.${column}`)
  for (const table of tables) {
    if (!present.has(`${table.name}.id`)) continue
    for (const column of table.columns)
      if (!present.has(`${table.name}.${column.name}`))
        await connection.run(
          `ALTER TABLE ${quoteName(table.name)} ADD COLUMN ${quoteName(column.name)} ${sqlType(column, 'duckdb')}`,
        )
  }
  // The tables that are missing, and the view anew over all columns.
  for (const statement of sqlStatements('duckdb')) await connection.run(statement)
  await connection.run('COMMIT')
}
